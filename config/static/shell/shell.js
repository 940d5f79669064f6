/* The only module that listens to htmx. Pages work without it: it saves loads and keeps focus. */

/** Say one sentence in the page's single live region. */
function say(words) {
  const place = document.getElementById("status");
  if (!place) return;
  const note = document.createElement("div");
  note.className = "note note-box note-trouble";
  const text = document.createElement("p");
  text.textContent = words;
  note.append(text);
  place.replaceChildren(note);
  place.scrollIntoView({ block: "nearest" });
}

function trouble() {
  say(document.body.dataset.trouble ?? "");
}

/** After a part of the page changed: go to its errors, else to the heading that asks for focus. */
function settle(target) {
  if (!(target instanceof Element)) return;
  const place =
    target.querySelector("#errors") ??
    document.getElementById("errors") ??
    target.querySelector("[data-focus]");
  place?.focus();
  const title = target.querySelector("[data-title]");
  if (title) document.title = title.dataset.title;
}

document.addEventListener("htmx:response:error", (event) => {
  // A refused form (422) brings its own words; everything else gets one sentence.
  if (event.detail?.ctx?.response?.status !== 422) trouble();
});
document.addEventListener("htmx:error", trouble);
document.addEventListener("htmx:after:swap", (event) => {
  settle(event.detail?.ctx?.target ?? event.target);
});

/** "Leave this page" replaces the page, so that Back does not return to it. */
for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}
