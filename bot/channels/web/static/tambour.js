// The conversation without reloading: the page that answers is fetched, and its answer put after those before it.
"use strict";
const form = document.getElementById("talk"), log = document.getElementById("log");
const said = document.getElementById("said"), token = document.getElementById("token");
const init = document.getElementById("init"), kept = document.querySelector("footer p:last-child");
const trouble = document.getElementById("trouble");
let asking = false;

async function ask(submitter) {
  const sent = new URLSearchParams(new FormData(form, submitter)), pressed = submitter?.name === "press";
  asking = true;
  log.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("/", { method: "POST", body: sent });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const turn = page.getElementById("reponse");
    if (!turn) throw new Error(page.querySelector("main")?.innerText);
    if (sent.get("init")) log.replaceChildren();
    log.querySelectorAll("#reponse").forEach((before) => before.removeAttribute("id"));
    token.value = page.getElementById("token").value;
    init.value = "";
    kept.textContent = page.querySelector("footer p:last-child").textContent;
    said.value = pressed ? said.value : page.getElementById("said").value;
    show(log.appendChild(document.adoptNode(turn)), pressed);
    trouble.hidden = true;
    keep();
  } catch (error) {
    trouble.textContent = error.message && !(error instanceof TypeError) ? error.message : trouble.dataset.said;
    trouble.hidden = false;
  } finally {
    asking = false;
    log.removeAttribute("aria-busy");
  }
}

// For the back button and a page opened again; a browser may refuse, when it is asked often or for much.
function keep() {
  try {
    history.replaceState({ log: log.innerHTML, token: token.value }, "");
  } catch {
    // what was kept before stays
  }
}

function show(turn, pressed) {
  turn.querySelectorAll(".copy").forEach((button) => (button.hidden = !navigator.clipboard));
  if (pressed) turn.focus({ preventScroll: true });
  turn.scrollIntoView({ block: "start" });
}

trouble.dataset.said = trouble.textContent;
if (history.state?.token) {
  log.innerHTML = history.state.log;
  token.value = history.state.token;
} else {
  // Opened from the bot's menu button: what Telegram says of who opens it, which the server checks.
  init.value = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") ?? "";
  if (init.value) ask();
}
log.querySelectorAll(".copy").forEach((button) => (button.hidden = !navigator.clipboard));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!asking) ask(event.submitter);
});
said.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});
log.addEventListener("click", (event) => {
  const copied = event.target.closest(".copy");
  if (copied) navigator.clipboard.writeText(copied.dataset.copy).then(() => copied.classList.add("done"));
});
