// The page around the explorer: it says that it is loading, and when it no longer is.
(() => {
  "use strict";
  const page = document.getElementById("page");
  const loading = document.getElementById("loading");

  // The token has let us in and is kept in a cookie: it need not stand in the address.
  const address = new URL(location.href);
  if (address.searchParams.has("token")) {
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }

  // A message that is there when the page opens is not read aloud; one that changes is.
  const say = (words) => setTimeout(() => { loading.textContent = words; }, 50);
  say("Opening the school. This takes a few seconds.");
  const slow = setTimeout(() => say("Still opening: a large school takes longer."), 8000);

  const shown = new MutationObserver(() => {
    const widget = page.querySelector(".ladders-trouble, .ladders-output > :not(script) > *");
    if (!widget) return;
    shown.disconnect();
    clearTimeout(slow);
    page.removeAttribute("aria-busy");
    loading.className = "ladders-unseen";
    say(widget.closest(".ladders-trouble") ? "" : "The explorer is open.");
  });
  shown.observe(page, { childList: true, subtree: true });

  // A page whose server has gone looks alive and answers nothing: it says so instead.
  const gone = document.createElement("div");
  gone.className = "ladders-trouble";
  gone.setAttribute("role", "alert");
  setInterval(async () => {
    const answers = await fetch("voila/static/page.css", { method: "HEAD", cache: "no-store" })
      .then((answer) => answer.ok, () => false);
    if (answers) gone.remove();
    else if (!gone.isConnected) {
      gone.textContent = "The explorer was stopped, so nothing here answers any more. To go on, " +
        "start it again in the window where it ran: ladders explore --app";
      page.prepend(gone);
    }
  }, 3000);

  // The names by which the server's own scripts tell how far they are.
  window.voila_process = window.voila_heartbeat = window.voila_finish = () => {};
})();
