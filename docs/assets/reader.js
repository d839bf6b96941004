/* What a script adds to reading; every page is complete without it. */
"use strict";

/* Light or dark is the system's until the reader chooses. The theme's own switch would add
   an element to the head for which Chromium styles the whole page twice more. */
{
  const inputs = [...document.querySelectorAll(".palette input")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const browser = Object.assign(document.createElement("meta"), { name: "theme-color" });

  let chosen = __md_get("__palette")?.index;
  const current = () => chosen ?? Number(dark.matches);

  function show() {
    const shown = current();
    for (const [index, input] of inputs.entries()) input.nextElementSibling.hidden = index !== shown;
    colourBrowser();
  }

  /** Give the browser's own bars the colour of the header. */
  function colourBrowser() {
    const colour = getComputedStyle(document.querySelector(".site-header")).backgroundColor;
    const parts = colour.match(/\d+/g).map((part) => Number(part).toString(16).padStart(2, "0"));
    browser.content = `#${parts.join("")}`;
  }

  function choose(index) {
    const { mdColorMedia: media, mdColorScheme: scheme } = inputs[index].dataset;
    chosen = index;
    __md_set("__palette", { index, color: { media, scheme } });
    document.body.dataset.mdColorMedia = media;
    document.body.dataset.mdColorScheme = scheme;
    show();
  }

  for (const [index, input] of inputs.entries()) {
    input.addEventListener("change", () => choose(index));
    input.addEventListener("keydown", ({ key }) => key === "Enter" && inputs[(current() + 1) % inputs.length].click());
  }
  if (inputs.length) {
    document.head.append(browser);
    show();
    dark.addEventListener("change", show);
  }
}

/* The language switch keeps the section in view. On the bilingual page the ids inside
   the columns have the prefix of their language; `data-twin` says which way to go:
   "same" between editions, "bare" away from the bilingual page, "zh" or "en" to it. */
{
  const headings = [...document.querySelectorAll(".prose [id]:is(h2, h3), section.pair[id]")];

  function sectionInView() {
    let id = "";
    let nearest = -Infinity;
    for (const heading of headings) {
      const { top, height } = heading.getBoundingClientRect();
      const line = parseFloat(getComputedStyle(heading).scrollMarginTop) + 8;
      // By height, not by order: on the bilingual page the columns differ.
      if (height && top <= line && top >= nearest) [id, nearest] = [heading.id, top];
    }
    return scrollY > 0 ? id : "";
  }

  function twinAnchor(id, way) {
    if (way === "bare") return id.replace(/^(zh|en)-/, "");
    const isSection = document.getElementById(id).tagName === "H2";
    return way === "same" || isSection ? id : `${way}-${id}`;
  }

  for (const link of document.querySelectorAll("a[data-twin]")) {
    const follow = () => {
      const id = sectionInView();
      link.hash = id ? twinAnchor(id, link.dataset.twin) : "";
    };
    link.addEventListener("pointerdown", follow);
    link.addEventListener("click", follow);
  }
}

/* Terms show their definition beside the pointer, at the focus, or at a first touch. */
{
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  let closing = 0;

  function show(term) {
    clearTimeout(closing);
    if (shown === term) return;
    const text = document.getElementById(term.getAttribute("aria-describedby"));
    if (!text) return;
    const copy = text.cloneNode(true);
    copy.removeAttribute("id");
    tip.replaceChildren(copy);
    tip.hidden = false;
    shown = term;
    place(term);
  }

  function place(term) {
    const line = term.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    const left = Math.max(16, Math.min(line.left, width - tip.offsetWidth - 16));
    const fitsBelow = line.bottom + tip.offsetHeight + 8 < innerHeight;
    const top = fitsBelow ? line.bottom + 6 : line.top - tip.offsetHeight - 6;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(closing);
    tip.hidden = true;
    shown = null;
  }

  // Long enough to move the pointer onto the tip and read on.
  const hideSoon = () => (closing = setTimeout(hide, 200));

  for (const term of document.querySelectorAll("a.term")) {
    let touched = false;
    term.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show(term));
    term.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideSoon());
    term.addEventListener("focus", () => !touched && show(term));
    term.addEventListener("blur", hideSoon);
    term.addEventListener("pointerdown", (event) => (touched = event.pointerType !== "mouse"));
    term.addEventListener("click", (event) => {
      // The first touch explains; the second follows the link.
      if (touched && shown !== term) {
        event.preventDefault();
        show(term);
      }
      touched = false;
    });
  }
  tip.addEventListener("pointerenter", () => clearTimeout(closing));
  tip.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (shown && !tip.contains(event.target) && !event.target.closest("a.term")) hide();
  });
}

/* A figure fills the window after a click on it, or on the link below it. */
{
  function enlarge(figure) {
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    dialog.className = "enlarged";
    dialog.lang = figure.closest("[lang]").lang;
    dialog.setAttribute("aria-label", figure.querySelector("title").textContent);
    close.type = "button";
    close.className = "icon-button";
    close.textContent = figure.querySelector(".enlarge").dataset.close;
    dialog.append(close, figure.querySelector(".drawing").cloneNode(true));
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  for (const figure of document.querySelectorAll("article figure")) {
    figure.addEventListener("click", (event) => {
      const isOther = event.ctrlKey || event.metaKey || event.shiftKey;
      if (isOther || !event.target.closest(".drawing, .enlarge")) return;
      event.preventDefault();
      enlarge(figure);
    });
  }
}

/* On the map, the arrows of the question in view of pointer or focus stand out. */
{
  const arrows = document.querySelectorAll(".map__arrow");

  function mark(id) {
    for (const arrow of arrows) {
      arrow.classList.toggle("is-near", id !== "" && [arrow.dataset.from, arrow.dataset.to].includes(id));
    }
  }

  for (const node of document.querySelectorAll(".map__node")) {
    for (const event of ["pointerenter", "focus"]) node.addEventListener(event, () => mark(node.dataset.id));
    for (const event of ["pointerleave", "blur"]) node.addEventListener(event, () => mark(""));
  }
}

/* What scrolls sideways can be reached from the keyboard, and says so. A program has text
   of its own to be read there; the theme forgets it where there is no mouse. */
{
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
      if (target.tagName === "CODE") continue;
      const name = `scrolls-${target.closest("[lang]").lang}`;
      for (const [key, value] of [["role", "group"], ["aria-labelledby", name]]) {
        if (scrolls) target.setAttribute(key, value);
        else target.removeAttribute(key);
      }
    }
  });
  // The theme must have forgotten it before.
  document.addEventListener("DOMContentLoaded", () => {
    for (const region of document.querySelectorAll("div.table, div.formula, pre > code")) watch.observe(region);
  });
}

/* The theme gives each code block a bar of buttons, and makes it a landmark without a
   name: several of them tell a listener nothing. */
{
  const main = document.querySelector("main");
  const watch = new MutationObserver(() => {
    for (const bar of main.querySelectorAll(".md-code__nav:not([role])")) bar.role = "none";
  });
  watch.observe(main, { childList: true, subtree: true });
}

/* What the search needs beside the theme's script: the engine on the first focus, a query
   however it was entered, and a way on where nothing is found. */
{
  const field = document.querySelector("[data-md-component=search-query]");
  const nearest = document.querySelector(".search-nearest");
  const config = JSON.parse(document.getElementById("__config")?.textContent ?? "{}");

  // A page of both languages searches the one that was read last.
  if (config.base && location.pathname.startsWith(new URL(config.base, location.href).pathname)) {
    localStorage.setItem("language", document.documentElement.lang);
  }

  function warm() {
    const worker = new URL(config.search, location.href);
    const base = new URL(config.base, location.href);
    const scripts = ["minisearch.js", "words.js", "excerpt.js", "engine.js"].map((name) => new URL(name, worker));
    for (const file of [...scripts, new URL("search/index.txt", base)]) {
      // To the end, so that it is kept; the worker tells what fails.
      fetch(file).then((response) => response.arrayBuffer()).catch(() => {});
    }
  }

  function show({ failed, nearest: links }) {
    nearest.hidden = !failed && !links.length;
    nearest.replaceChildren();
    if (nearest.hidden) return;
    const list = document.createElement("ul");
    for (const [address, title] of failed ? [["#topics", nearest.dataset.topics]] : links) {
      const link = document.createElement("a");
      link.href = new URL(address, new URL(config.base, location.href));
      link.textContent = title;
      list.appendChild(document.createElement("li")).append(link);
    }
    nearest.append(failed ? nearest.dataset.failed : nearest.dataset.none, list);
  }

  if (field) {
    // From a disk nothing can be fetched, and need not be.
    if (location.protocol !== "file:") field.addEventListener("focus", warm, { once: true });
    // The theme listens for keys only; text also comes by mouse, by voice, and composed.
    field.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
    const channel = new BroadcastChannel("search");
    channel.onmessage = ({ data }) => {
      // The other tabs hear it too.
      const here = new URL(config.base, location.href).pathname.endsWith(`/${data.language}/`);
      if (here && data.query === field.value) show(data);
    };
    // The field is empty only behind the event.
    field.form.addEventListener("reset", () => setTimeout(() => field.dispatchEvent(new Event("input"))));
    const results = document.querySelector(".md-search-result__list");
    let held;
    results.addEventListener("focusin", ({ target }) => (held = target));
    results.addEventListener("focusout", ({ target, relatedTarget }) => {
      // What loses it by being removed is removed by then.
      if (!results.contains(relatedTarget)) queueMicrotask(() => target.isConnected && (held = undefined));
    });
    new MutationObserver(() => {
      // The theme makes the topic of each result a landmark; several of them tell a listener nothing.
      for (const tags of results.querySelectorAll(".md-tags:not([role])")) tags.role = "none";
      // It makes the list anew for results that come later, also while a reader steps through it.
      if (held && document.activeElement === document.body) {
        const links = [...results.querySelectorAll("a")].filter((link) => !link.closest("details:not([open])"));
        const page = links.filter((link) => link.pathname === held.pathname);
        (page.find((link) => link.hash === held.hash) ?? page[0] ?? links[0])?.focus();
      }
    }).observe(results, { childList: true });
    // The theme's arrows know the results only.
    for (const place of [field, nearest]) {
      place.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step || nearest.hidden) return;
        const stops = [field, ...nearest.querySelectorAll("a")];
        stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
        event.preventDefault();
        event.stopPropagation();
      });
    }
  }
}

/* On a phone buttons open and close the search; elsewhere the field is always there. */
{
  const toggle = document.getElementById("__search");
  const field = document.querySelector("[data-md-component=search-query]");
  const opener = document.querySelector(".search-open");
  opener?.addEventListener("click", () => {
    if (!toggle.checked) toggle.click();
    field.focus();
  });
  document.querySelector(".search-close")?.addEventListener("click", () => {
    if (toggle.checked) toggle.click();
    opener?.focus();
  });
}
