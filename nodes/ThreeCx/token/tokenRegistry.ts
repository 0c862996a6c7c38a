import { clock, waitUntil } from '../timing/clock';
import { TokenRefused, tokenRefusalIn } from '../errors/tokenRefused';

/**
 * A PBX may block an address that keeps offering a wrong key, so one refusal answers all callers for this long, twice as
 * long each time: at most five offers in the first minute, then one a minute.
 */
const FIRST_REFUSAL_STANDS_MS = 4_000;
const LONGEST_REFUSAL_STANDS_MS = 60_000;
/** For so long nobody tries again after several fresh tokens in a row were not accepted. */
const BAR_STANDS_MS = 30_000;
/** More tokens than this are not asked for within a minute: each ends the one that somebody else is using. */
const MOST_TOKENS_A_MINUTE = 30;
const MINUTE_MS = 60_000;
const REMEMBERED_TOKENS = 50;

/** What this process knows about the one living token of an API client. */
interface ClientState {
	current: string;
	/** Tokens that `current` took the place of, oldest first. */
	replaced: string[];
	renewal?: Promise<string>;
	/** Why there is no token, as the PBX said last. */
	refusal?: { error: TokenRefused; until: number; deadToken: string };
	/** How many refusals of the key came in a row. */
	refusals: number;
	/** When tokens were asked for in the last minute, oldest first. */
	asked: number[];
	/** Fresh tokens were not accepted: with this error. */
	bar?: { error: Error; until: number };
	/** Settles when the item that is trying to get through with a new token is done. */
	leader?: Promise<unknown>;
}

/** By fingerprint of the settings. n8n loads node and credential into one process with one module cache. */
const clients = new Map<string, ClientState>();

function stateOf(fingerprint: string): ClientState {
	let state = clients.get(fingerprint);
	if (!state) {
		state = { current: '', replaced: [], refusals: 0, asked: [] };
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
	state.refusals = 0;
	return token;
}

function rememberRefusal(state: ClientState, deadToken: string, error: unknown): never {
	if (error instanceof TokenRefused) {
		const stands = Math.min(FIRST_REFUSAL_STANDS_MS * 2 ** state.refusals, LONGEST_REFUSAL_STANDS_MS);
		if (isFinal(error)) state.refusals++;
		state.refusal = { error, until: isFinal(error) ? clock.now() + stands : 0, deadToken };
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
 * Counts a token that is to be asked for.
 *
 * @throws TokenRefused where there were too many within a minute; to the node it is a 429 that says when to come back.
 */
function countToken(state: ClientState): void {
	const now = clock.now();
	state.asked = state.asked.filter((time) => time > now - MINUTE_MS);
	const [oldest = now] = state.asked;
	if (state.asked.length < MOST_TOKENS_A_MINUTE) {
		state.asked.push(now);
		return;
	}
	const until = oldest + MINUTE_MS;
	const error = new TokenRefused(
		{
			message: `${MOST_TOKENS_A_MINUTE} access tokens of this API client were invalidated within a minute`,
			description:
				'Another program or n8n credential probably uses the same Client ID: requesting a new token invalidates the previous ' +
				'one. Create a separate client for each under Integrations > API in the 3CX Admin Console.',
		},
		'429',
		String(Math.ceil((until - now) / 1000)),
	);
	state.refusal = { error, until, deadToken: state.current };
	throw error;
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
	countToken(state);
	state.renewal = ask()
		.then(
			(token) => remember(state, deadToken, token),
			(error: unknown) => rememberRefusal(state, deadToken, error),
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
	state.refusals = 0;
	state.bar = undefined;
}

/** Notes that the PBX did not accept several fresh tokens in a row, so that other executions need not find that out. */
export function barTokens(fingerprint: string, error: Error): void {
	stateOf(fingerprint).bar = { error, until: clock.now() + BAR_STANDS_MS };
}

/**
 * Why asking the PBX is in vain for now: it refused fresh tokens, or Client ID and API Key, a short while ago.
 *
 * @param token one that may still be alive; where it is known to be dead, the refusal of the key counts as well.
 */
export function knownRefusal(fingerprint: string, token?: string): Error | undefined {
	const { bar, refusal, replaced } = stateOf(fingerprint);
	const now = clock.now();
	if (bar && now < bar.until) return bar.error;
	if (!refusal || !isFinal(refusal.error) || now >= refusal.until) return undefined;
	const isDead = token === undefined || token === refusal.deadToken || replaced.includes(token);
	return isDead ? refusal.error : undefined;
}

/**
 * Runs `attempt` as the only one of its API client in this process; a caller who comes while another leads waits for that
 * one and gets `undefined`, to try again with what it may have renewed.
 *
 * @param signal ends the wait for another, but not an attempt.
 */
export async function leadOrWait<T>(
	fingerprint: string,
	attempt: () => Promise<T>,
	signal?: AbortSignal,
): Promise<T | undefined> {
	const state = stateOf(fingerprint);
	if (state.leader) {
		await waitUntil(Number.POSITIVE_INFINITY, { signal, event: state.leader });
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
