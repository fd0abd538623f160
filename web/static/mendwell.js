// Smooths what already works without script: saving in place, leaving without a trace in this tab's history,
// marking where the reader is. It stores nothing and asks nobody but this site.

// Leaving replaces this page in the history, so that "back" does not lead here. What stood on the screen and in the tab
// is gone before the answer comes; only the announcement stays.
const exits = document.querySelectorAll("[data-leave]");
const told = document.querySelector(".told") ?? document.createElement("p"); // leaving works in a copy without it, too
const leave = () => {
  told.className = "vh";
  told.textContent = exits[0].dataset.leaving;
  document.title = "…";
  document.body.replaceChildren(told);
  location.replace(exits[0].href);
};
for (const exit of exits) {
  exit.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    leave();
  });
}

// Escape, pressed three times with at most five seconds between and no other key, leaves too. An Escape that closes
// something, that is held down, or that is pressed in a field somebody has written in does not count: no text is lost.
let presses = 0;
let forget;
const reset = () => {
  clearTimeout(forget);
  presses = 0;
  told.textContent = "";
};
if (exits.length) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return presses && reset();
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (document.activeElement.matches("textarea, input:not([type=checkbox], [type=radio])") && document.activeElement.value) return reset();
    clearTimeout(forget);
    presses++;
    if (presses === 3) return leave();
    told.textContent = presses === 1 ? exits[0].dataset.twice : exits[0].dataset.once;
    forget = setTimeout(reset, 5000);
  });
  for (const hint of document.querySelectorAll("[data-escape]")) hint.hidden = false;
}

// Saving and unsaving without leaving the place in the text.
const keep = document.getElementById("keep");
const drop = document.getElementById("drop");
if (keep && drop) {
  const submit = async (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form, button)),
      });
      const result = await answer.json();
      if (result.login) {
        location.assign(result.login);
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      const next = result.saved ? drop : keep;
      button.setAttribute("form", next.id);
      button.classList.toggle("on", result.saved);
      button.textContent = button.value ? next.dataset.keep : next.dataset.keepPage;
    } catch {
      // The ordinary way shows what is wrong in words. The listener is gone then, so this is not caught again.
      form.removeEventListener("submit", submit);
      form.requestSubmit(button);
    } finally {
      button.ariaDisabled = null;
    }
  };
  keep.addEventListener("submit", submit);
  drop.addEventListener("submit", submit);
}

// A second press of the button right after the first does nothing; after a few seconds it tries again.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The contents list is folded on phones and marks where the reader is.
const fold = document.querySelector(".contents-fold");
if (fold) {
  const wide = matchMedia("(min-width: 62rem)");
  const fit = () => { if (wide.matches) fold.open = true; };
  wide.addEventListener("change", fit);
  fit();
  const links = new Map();
  for (const a of fold.querySelectorAll("a")) {
    const target = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (target) links.set(target, a);
  }
  let here;
  const mark = () => {
    let last;
    for (const [target, a] of links) {
      if (target.getBoundingClientRect().top > innerHeight * 0.35) break;
      last = a;
    }
    if (last === here) return;
    here?.classList.remove("here");
    here?.removeAttribute("aria-current");
    here = last;
    here?.classList.add("here");
    here?.setAttribute("aria-current", "true");
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -65% 0px", threshold: [0, 1] });
  for (const target of links.keys()) watch.observe(target);
}

// An open menu closes on Escape and when the focus moves on.
const menu = document.querySelector(".menu");
if (menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault(); // this one closes the menu and is no step towards leaving
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// What suggests below a search field is fetched when somebody comes to it: most pages have the field, few readers use it.
for (const form of document.querySelectorAll("form[data-seek]")) {
  const fetchSeek = () => import(form.dataset.seek).catch(() => {}); // the field works as before
  if (form.contains(document.activeElement)) fetchSeek();
  else form.addEventListener("focusin", fetchSeek, { once: true });
}
