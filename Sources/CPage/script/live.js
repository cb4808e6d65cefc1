// A live page.

const compose = (form) => {
  const text = form.querySelector("textarea");
  const token = form.querySelector("[name=token]");
  const send = form.querySelector("button");
  const status = make("p", { class: "status", role: "status" });
  const file = make("input", { type: "file", accept: ".txt,.html,.htm,.json,text/plain,text/html,application/json" });
  form.querySelector(".actions").append(make("label", {}, "أو ملف", file));
  form.append(status);

  const types = { html: "text/html", htm: "text/html", json: "application/json" };

  const ask = async (body, type) => {
    send.disabled = true;
    status.textContent = "يُقرأ المقال…";
    document.querySelector(".problem")?.remove();
    const headers = { "content-type": type, accept: "text/html, application/problem+json" };
    if (token?.value) headers.authorization = `Bearer ${token.value}`;
    try {
      const answer = await fetch("v1/annotate", { method: "POST", headers, body });
      if (!answer.ok) throw new Error((await answer.json()).detail);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const article = document.adoptNode(page.querySelector("article"));
      document.querySelector("main").replaceChildren(article);
      enhance(article);
      status.textContent = "";
      const heading = article.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus();
    } catch (error) {
      status.textContent = "";
      form.after(make("p", { class: "problem", role: "alert", dir: "auto" }, error.message || "لم يُجب الخادم."));
    }
    send.disabled = false;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(text.value, "text/plain; charset=utf-8");
  });
  const upload = (chosen) => ask(chosen, types[chosen.name.split(".").pop().toLowerCase()] ?? "text/plain; charset=auto");
  file.addEventListener("change", () => {
    if (file.files[0]) upload(file.files[0]);
    file.value = "";
  });
  text.addEventListener("dragover", (event) => { event.preventDefault(); text.classList.add("drop"); });
  text.addEventListener("dragleave", () => text.classList.remove("drop"));
  text.addEventListener("drop", (event) => {
    text.classList.remove("drop");
    if (!event.dataTransfer.files[0]) return;
    event.preventDefault();
    upload(event.dataTransfer.files[0]);
  });
};
