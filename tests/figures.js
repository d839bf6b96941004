// What is wrong with the figures of a page, as a browser shows them; for test_figures.py.
(smallest) => {
  const faults = [];

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const blend = (over, under, alpha) => over.slice(0, 3).map((c, i) => alpha * c + (1 - alpha) * under[i]);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const contains = (box, x, y) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;

  for (const figure of document.querySelectorAll("article figure")) {
    const svg = figure.querySelector("svg[role=img]");
    const name = `#${figure.id}`;
    const paper = channels(getComputedStyle(document.body).backgroundColor);
    const frame = svg.getBoundingClientRect();
    const shapes = [...svg.querySelectorAll("rect, circle, path")];
    const texts = [...svg.querySelectorAll("text")].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      // The box of a line is taller than its letters.
      const spare = (bottom - top) * 0.16;
      return { element, words: element.textContent, left, right, top: top + spare, bottom: bottom - spare };
    });

    const ground = (element, x, y) => {
      let colour = paper;
      for (const shape of shapes) {
        const isBelow = shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
        const style = getComputedStyle(shape);
        if (!isBelow || style.fill === "none" || shape.tagName === "path") continue;
        if (!contains(shape.getBoundingClientRect(), x, y)) continue;
        colour = blend(channels(style.fill), colour, parseFloat(style.fillOpacity));
      }
      return colour;
    };

    if (!texts.length) faults.push(`${name}: no text`);
    for (const text of texts) {
      const { element, words, left, right, top, bottom } = text;
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      if (left < frame.left - 0.5 || right > frame.right + 0.5 || top < frame.top || bottom > frame.bottom) {
        faults.push(`${name}: "${words}" leaves the drawing`);
      }
      const boxes = shapes
        .filter((shape) => shape.tagName === "rect")
        .map((shape) => shape.getBoundingClientRect())
        .filter((box) => contains(box, x, y))
        .sort((a, b) => a.width * a.height - b.width * b.height);
      if (boxes.length && (left < boxes[0].left - 0.5 || right > boxes[0].right + 0.5)) {
        faults.push(`${name}: "${words}" leaves its box`);
      }
      const scale = frame.width / svg.viewBox.baseVal.width;
      for (const part of [element, ...element.querySelectorAll("tspan")]) {
        const isIndex = part !== element && part.hasAttribute("font-size");
        const size = parseFloat(getComputedStyle(part).fontSize) * scale;
        if (!isIndex && size < smallest) faults.push(`${name}: "${part.textContent}" is ${size.toFixed(1)} px`);
      }
      const ratio = contrast(channels(getComputedStyle(element).fill), ground(element, x, y));
      if (ratio < 4.5) faults.push(`${name}: "${words}" has a contrast of ${ratio.toFixed(1)}`);
    }
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        const apart = one.right <= other.left || other.right <= one.left;
        if (!apart && one.top < other.bottom && other.top < one.bottom) {
          faults.push(`${name}: "${one.words}" and "${other.words}" overlap`);
        }
      }
    });
    for (const shape of shapes) {
      const style = getComputedStyle(shape);
      const isFaint = shape.classList.contains("lf");
      if (style.stroke !== "none" && !isFaint && contrast(channels(style.stroke), paper) < 3) {
        faults.push(`${name}: a line of class ${shape.getAttribute("class")} is too pale`);
      }
    }
  }
  return faults;
}
