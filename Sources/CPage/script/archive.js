// The archive's search: what is typed is searched for while it is typed. The form sends the same without a script.

const seek = (form) => {
  const status = make("p", { class: "status", role: "status" });
  form.append(status);
  let waiting;
  let request;

  const look = async () => {
    request?.abort();
    request = new AbortController();
    const values = [...new FormData(form)].filter(([, value]) => value);
    const address = `${form.getAttribute("action")}?${new URLSearchParams(values)}`;
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" }, signal: request.signal });
      // What is half typed may be no search yet.
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main > .found").replaceWith(document.adoptNode(page.querySelector("main > .found")));
      document.title = page.title;
      history.replaceState(null, "", address);
      status.textContent = document.querySelector(".found h2").textContent;
    } catch {
      // Another letter came, or the server has gone: what is there stays, and the button sends the form.
    }
  };

  form.querySelector("[name=q]").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  });
};
