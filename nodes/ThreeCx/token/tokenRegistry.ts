import { clock } from '../timing/clock';
import { TokenRefused, tokenRefusalIn } from '../errors/tokenRefused';

/** A PBX may block an address that keeps offering a wrong key, so one refusal answers all callers for this long. */
const REFUSAL_STANDS_MS = 2_000;
const REMEMBERED_TOKENS = 50;

/** What this process knows about the one living token of an API client. */
interface ClientState {
	current: string;
	/** Tokens that `current` took the place of, oldest first. */
	replaced: string[];
	renewal?: Promise<string>;
	/** Why there is no token, as the PBX said last. */
	refusal?: { error: TokenRefused; until: number };
	/** Settles when the item that is trying to get through with a new token is done. */
	leader?: Promise<unknown>;
}

/** By fingerprint of the settings. n8n loads node and credential into one process with one module cache. */
const clients = new Map<string, ClientState>();

function stateOf(fingerprint: string): ClientState {
	let state = clients.get(fingerprint);
	if (!state) {
		state = { current: '', replaced: [] };
		clients.set(fingerprint, state);
	}
	return state;
}

function remember(state: ClientState, deadToken: string, token: string): string {
	state.replaced = [...state.replaced, deadToken, state.current]
		.filter((replaced) => replaced !== token)
		.slice(-REMEMBERED_TOKENS);
	state.current = token;
	state.refusal = undefined;
	return token;
}

function rememberRefusal(state: ClientState, error: unknown): never {
	if (error instanceof TokenRefused) {
		state.refusal = { error, until: isFinal(error) ? clock.now() + REFUSAL_STANDS_MS : 0 };
	}
	throw error;
}

/** Whether a refusal is about Client ID and API Key, so that asking again cannot help. */
export const isFinal = ({ reason }: TokenRefused): boolean => ['400', '401', '403'].includes(reason ?? '');

/**
 * The refusal of a token that an error of n8n's helper stands for, as the PBX gave it last: n8n 1.x drops its reason from the
 * error. Undefined for other errors.
 */
export function refusalBehind(error: unknown, fingerprint: string): TokenRefused | undefined {
	return tokenRefusalIn(error) && stateOf(fingerprint).refusal?.error;
}

/**
 * A token to use instead of a dead one, asking the PBX at most once at a time. 3CX keeps one token per API client alive,
 * so every needless exchange would end the token that other items are using: a caller whose token was replaced already
 * gets the replacement.
 *
 * @param deadToken the token that did not work, or '' if none was stored.
 * @throws TokenRefused
 */
export async function replaceToken(
	fingerprint: string,
	deadToken: string,
	ask: () => Promise<string>,
): Promise<string> {
	const state = stateOf(fingerprint);
	if (state.renewal) return await state.renewal;
	const isReplaced = deadToken === '' || state.replaced.includes(deadToken);
	if (isReplaced && state.current !== '') return state.current;
	if (state.refusal && clock.now() < state.refusal.until) throw state.refusal.error;
	state.renewal = ask()
		.then(
			(token) => remember(state, deadToken, token),
			(error: unknown) => rememberRefusal(state, error),
		)
		.finally(() => {
			state.renewal = undefined;
		});
	return await state.renewal;
}

/** Every token of an API client that this process has had, to keep them out of messages. */
export function tokensOf(fingerprint: string): string[] {
	const { current, replaced } = stateOf(fingerprint);
	return [current, ...replaced];
}

/** Forgets token and refusal of an API client, so that the next call asks the PBX. */
export function forgetToken(fingerprint: string): void {
	const state = stateOf(fingerprint);
	state.current = '';
	state.refusal = undefined;
}

/**
 * Runs `attempt` as the only one of its API client in this process; a caller who comes while another leads waits for that
 * one and gets `undefined`, to try again with what it may have renewed.
 */
export async function leadOrWait<T>(fingerprint: string, attempt: () => Promise<T>): Promise<T | undefined> {
	const state = stateOf(fingerprint);
	if (state.leader) {
		await state.leader;
		return undefined;
	}
	const leading = attempt();
	// Followers wait for the end, whichever it is; the outcome is the leader's own.
	state.leader = leading.then(
		() => undefined,
		() => undefined,
	);
	try {
		return await leading;
	} finally {
		state.leader = undefined;
	}
}
