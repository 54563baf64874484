// Search in the book without a server: the index is a script, for a page opened from a folder may
// not fetch. Every word that is typed must begin a word of the passage; whole words, titles and
// words in the order typed weigh more, long passages less. Without this script the pages read as well; only the box is not there.
(() => {
  "use strict";
  const form = document.querySelector(".site-search");
  const box = form.querySelector("input");
  const panel = form.querySelector("div");
  const list = form.querySelector("ol");
  const status = form.querySelector("[role=status]");
  const root = form.dataset.root;
  const most = 12;

  // One spelling for what readers type in several: accents, vowel signs, forms of alef and ya, digits.
  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
      .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
      .replace(/\u0649/g, "\u064a")
      .replace(/\u0629/g, "\u0647")
      .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
      .toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];
  // The Arabic article and one-letter words before it are written in one with the noun.
  const bare = (word) =>
    word.replace(/^[\u0648\u0641\u0628\u0643\u0644]?(\u0627\u0644|\u0644\u0644)(?=..)/, "");
  const begins = (word, asked) => word.startsWith(asked) || bare(word).startsWith(asked);

  let passages;
  const load = () =>
    new Promise((done) => {
      if (passages) return done();
      const script = document.createElement("script");
      script.src = `${root}site_libs/search-index.js`;
      script.onload = () => {
        passages = window.cpimsSearchIndex.map(([page, id, chapter, title, text]) => ({
          page,
          id,
          chapter,
          title,
          text,
          inTitle: words(title),
          inText: words(text),
        }));
        done();
      };
      document.head.append(script);
    });

  const hits = (found, asked) =>
    found.reduce((sum, word) => sum + (word === asked ? 2 : begins(word, asked) ? 1 : 0), 0);
  const weight = (passage, asked) => {
    let sum = 0;
    for (const each of asked) {
      const title = hits(passage.inTitle, each) / (3 + passage.inTitle.length);
      const text = hits(passage.inText, each);
      if (!title && !text) return 0;
      sum += 8 * title + Math.log2(1 + text) / Math.log2(8 + passage.inText.length);
    }
    const together = asked.join(" ");
    if (passage.inText.join(" ").includes(together)) sum += 1;
    if (passage.inTitle.join(" ").includes(together)) sum += 3;
    return sum;
  };

  const excerpt = (text, asked) => {
    const parts = text.split(/(\s+)/);
    const hit = parts.findIndex((part) => words(part).some((w) => asked.some((a) => begins(w, a))));
    const from = Math.max(hit - 12, 0);
    const shown = document.createElement("span");
    if (from) shown.append("… ");
    for (const part of parts.slice(from, from + 44)) {
      const found = words(part).some((w) => asked.some((a) => begins(w, a)));
      const piece = found ? document.createElement("mark") : document.createTextNode(part);
      if (found) piece.textContent = part;
      shown.append(piece);
    }
    if (parts.length > from + 44) shown.append(" …");
    return shown;
  };

  const close = () => {
    list.replaceChildren();
    panel.hidden = true;
    status.textContent = "";
  };

  const search = async () => {
    await load();
    const asked = words(box.value).map(bare);
    close();
    if (!asked.length || plain(box.value).trim().length < 2) return;
    const found = passages
      .map((passage) => [weight(passage, asked), passage])
      .filter(([sum]) => sum)
      .sort((one, other) => other[0] - one[0]);
    for (const [, passage] of found.slice(0, most)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + passage.page + (passage.id ? `#${passage.id}` : "");
      const title = document.createElement("strong");
      title.textContent = passage.title;
      const chapter = document.createElement("small");
      chapter.textContent = passage.title === passage.chapter ? "" : passage.chapter;
      link.append(title, chapter, excerpt(passage.text, asked));
      item.append(link);
      list.append(item);
    }
    panel.hidden = false;
    status.textContent = found.length ? `${form.dataset.found}: ${found.length}` : form.dataset.none;
  };

  form.hidden = false;
  box.addEventListener("focus", load);
  box.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  list.addEventListener("click", close);
})();
