// Loads a page again after every save of an article, at the same place and with the same parts unfolded. It runs only
// where the site was started with --dev, and keeps its place for one load, in this tab.
const page = document.getElementById("dev");
const place = "dev:" + location.pathname + location.search;

const folds = () => [...document.querySelectorAll("details")];

const kept = sessionStorage.getItem(place);
if (kept) {
  sessionStorage.removeItem(place);
  const { top, open } = JSON.parse(kept);
  history.scrollRestoration = "manual";
  folds().forEach((fold, i) => { if (i < open.length) fold.open = open[i]; });
  const back = () => scrollTo({ top, behavior: "instant" });
  back();
  addEventListener("load", () => { // pictures have their room by now
    back();
    history.scrollRestoration = "auto";
  }, { once: true });
}
document.documentElement.dataset.devState = page.dataset.state;

const again = () => {
  sessionStorage.setItem(place, JSON.stringify({ top: scrollY, open: folds().map((fold) => fold.open) }));
  location.reload();
};

// A hidden tab lets go of its connection: browsers allow one site only a few. It catches up when it is seen again.
let events;
const listen = () => {
  if (document.hidden) {
    events?.close();
    events = undefined;
    return;
  }
  if (events) return;
  const mine = events = new EventSource(page.dataset.events);
  mine.onmessage = (event) => {
    if (event.data === page.dataset.state) return;
    mine.close();
    again();
  };
  mine.onerror = () => { // a lost connection is taken up again by the browser itself, a refused one is not
    if (mine.readyState !== EventSource.CLOSED) return;
    if (mine === events) events = undefined;
    setTimeout(listen, 500);
  };
};
document.addEventListener("visibilitychange", listen);
listen();
