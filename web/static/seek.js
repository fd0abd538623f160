// Suggestions below the search field, as a combobox with a list (ARIA Authoring Practices). Asks this site only, when the
// typing pauses, and forgets the answers with the page. Without it the field is a field.
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = field.id + "-offered";
  list.className = "offered";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  said.className = "vh";
  said.setAttribute("role", "status");
  field.after(list);
  form.append(said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  const answers = new Map();
  let at = -1;
  let pause;
  let asked;

  const choose = (n) => {
    at = n;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === n)));
    if (n < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[n].id);
    list.children[n].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(pause);
    asked?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (offers) => {
    list.replaceChildren(...offers.map((offer, i) => {
      const item = document.createElement("li");
      item.id = list.id + "-" + i;
      item.setAttribute("role", "option");
      item.dataset.href = offer.href;
      item.textContent = offer.text;
      if (offer.lang) item.lang = offer.lang;
      if (offer.in) item.append(Object.assign(document.createElement("small"), { textContent: offer.in }));
      return item;
    }));
    list.hidden = !offers.length;
    field.setAttribute("aria-expanded", String(offers.length > 0));
    said.textContent = offers.length ? form.dataset.some : form.dataset.none;
    choose(-1);
  };
  const ask = async () => {
    const text = field.value.trim();
    if (text.length < 2) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      if (!answers.has(text)) {
        const answer = await fetch(form.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: asked.signal });
        if (!answer.ok) throw new Error(answer.status);
        const offers = await answer.json();
        if (!offers.length) return show(offers); // perhaps the search is still being prepared
        answers.set(text, offers);
      }
      if (document.activeElement === field && field.value.trim() === text) show(answers.get(text));
    } catch {
      // Typed on, or no answer: the field works as before.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, 160);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    const last = list.children.length - 1;
    if (event.key === "Escape" && open) {
      event.preventDefault(); // this one closes the list and is no step towards leaving
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return ask();
      const down = event.key === "ArrowDown";
      choose(down ? (at < last ? at + 1 : -1) : (at < 0 ? last : at - 1));
    }
  });
  form.addEventListener("submit", (event) => { // Enter, in whatever way it is typed
    if (list.hidden || at < 0) return;
    event.preventDefault();
    location.assign(list.children[at].dataset.href);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) location.assign(item.dataset.href);
  });
  field.addEventListener("blur", close);
  if (document.activeElement === field && field.value !== field.defaultValue) ask(); // typed while this was fetched
}
