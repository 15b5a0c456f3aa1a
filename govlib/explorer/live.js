// The live explorer: what anywidget runs. It follows explorer.js, which defines <gx-explorer>.

const PATIENCE = 20_000; // ms that a kernel may take for an answer

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
    const asked = (message, answer) =>
      new Promise((settle, fail) => {
        const ticket = ++last;
        const timer = setTimeout(() => {
          waiting.delete(ticket);
          fail(new Error("The kernel does not answer. Is it running?"));
        }, PATIENCE);
        waiting.set(ticket, (reply) => {
          clearTimeout(timer);
          reply.error ? fail(new Error(reply.error)) : settle(answer(reply));
        });
        model.send({ ticket, ...message });
      });
    const ask = (at, variant) =>
      asked({ at, variant }, ({ svg, said, reached }) => [svg, said, reached]);
    ask.track = (at, track, variant) => asked({ at, track, variant }, ({ places }) => places);
    content.querySelector("gx-explorer").ask = ask;
    el.append(content);
    return () => model.off("msg:custom", heard);
  },
};
