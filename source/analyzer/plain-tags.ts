/** Text in which the tags of hidden secrets have no number: `<token#3>` is `<token>`. */
export const plainTags = (text: string): string =>
	text.includes('#') ? text.replaceAll(/<([a-z-]+)#\d+>/g, '<$1>') : text;
