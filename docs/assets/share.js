/* Copying and sharing. Without it the links at the headings and below an answer lead to
   what they would copy. */
"use strict";
{
  const notice = document.querySelector(".notice");
  const row = document.querySelector(".share");
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.replace(/#.*/, "");
  let pending = 0;

  function say(message) {
    clearTimeout(pending);
    notice.textContent = "";
    // A message is read out only if the region was empty before.
    pending = setTimeout(() => {
      notice.textContent = message;
      pending = setTimeout(() => (notice.textContent = ""), 4000);
    }, 50);
  }

  /* `text` may be on its way still: Safari allows copying only within the click itself. */
  async function copy(text, html, done) {
    const blob = Promise.resolve(text).then((value) => new Blob([value], { type: "text/plain" }));
    blob.catch(() => {}); // reported below
    try {
      const item = { "text/plain": blob };
      if (html) item["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(item)]);
      say(done);
    } catch {
      try {
        const value = await text;
        if (copySelected(value, html)) say(done);
        else showSelected(value);
      } catch {
        say(notice.dataset.failed);
      }
    }
  }

  /* The old way, which needs no permission. */
  function copySelected(text, html) {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.className = "for-screen-readers";
    field.readOnly = true; // else a phone shows its keyboard
    field.value = text;
    document.body.append(field);
    field.focus({ preventScroll: true });
    field.setSelectionRange(0, text.length);
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
    };
    document.addEventListener("copy", fill);
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    field.remove();
    focused?.focus({ preventScroll: true });
    return copied;
  }

  function showSelected(text) {
    const dialog = document.querySelector(".by-hand");
    const field = dialog.querySelector("textarea");
    field.value = text;
    dialog.querySelector("button").onclick = () => dialog.close();
    dialog.showModal();
    field.focus();
    field.select();
  }

  async function markdown() {
    const answers = await Promise.all(
      row.dataset.markdown.split(" ").map(async (address) => {
        const response = await fetch(address);
        if (!response.ok) throw new Error(response.status);
        return response.text();
      }),
    );
    return answers.join("\n");
  }

  const actions = {
    link({ title, answer }, done) {
      const link = Object.assign(document.createElement("a"), { href: page, textContent: title });
      const rich = document.createElement("p");
      rich.append(link, ...answer.split("\n").flatMap((line) => [document.createElement("br"), line]));
      copy(`${title}\n${answer}\n${page}`, rich.outerHTML, done);
    },
    short: ({ short }, done) => copy(short, "", done),
    markdown: (data, done) => copy(markdown(), "", done),
    async share({ title, answer }, done) {
      try {
        await navigator.share({ title, text: answer, url: page });
        say(done);
      } catch (error) {
        if (error.name !== "AbortError") actions.link(row.dataset, notice.dataset.copied);
      }
    },
  };

  for (const button of row?.querySelectorAll("[data-copy]") ?? []) {
    const { copy: action, done } = button.dataset;
    if (action === "share") button.hidden = !navigator.share;
    button.addEventListener("click", () => actions[action](row.dataset, done));
  }

  for (const anchor of document.querySelectorAll("a.anchor")) {
    anchor.title = notice.dataset.heading;
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      copy(page + anchor.hash, "", notice.dataset.copied);
    });
  }
}
