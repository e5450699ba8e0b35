// Stands for react-devtools-core, which Ink imports by name where somebody debugs it: the executable has none.
export default {initialize: () => undefined, connectToDevTools: () => undefined};
