/** A plain terminal, or a pipe: it says lines and asks for one (null: the input has ended). */
export type Conversation = {
	readonly say: (text: string) => Promise<void>;
	readonly ask: (prompt: string) => Promise<string | null>;
};
