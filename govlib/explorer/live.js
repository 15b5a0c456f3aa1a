// The live explorer: what anywidget runs. It follows explorer.js, which defines <gx-explorer>.

const PATIENCE = 20_000; // ms that a kernel may take for one frame

export default {
  render({ model, el }) {
    let last = 0;
    const waiting = new Map();
    const heard = (reply) => {
      waiting.get(reply.ticket)?.(reply);
      waiting.delete(reply.ticket);
    };
    model.on("msg:custom", heard);

    const holder = document.createElement("template");
    holder.innerHTML = model.get("html");
    // imported, not yet connected: the element must know that it is live when it wakes up
    const content = document.importNode(holder.content, true);
    content.querySelector("gx-explorer").ask = (at, variant) =>
      new Promise((settle, fail) => {
        const ticket = ++last;
        const timer = setTimeout(() => {
          waiting.delete(ticket);
          fail(new Error("The kernel does not answer. Is it running?"));
        }, PATIENCE);
        waiting.set(ticket, ({ svg, said, error }) => {
          clearTimeout(timer);
          error ? fail(new Error(error)) : settle([svg, said]);
        });
        model.send({ ticket, at, variant });
      });
    el.append(content);
    return () => model.off("msg:custom", heard);
  },
};
