/** Path of the Configuration API below the PBX's origin. */
export const API_PATH = '/xapi/v1';

/** A base URL that cannot be used. The message is for the person who typed it. */
export class BaseUrlRefused extends Error {}

const EXAMPLE = 'e.g. https://pbx.example.com or https://pbx.example.com:5001';

/**
 * The origin of a PBX (`https://pbx.example.com:5001`) from what a person pastes: a trailing slash, `/xapi/v1` or an
 * address copied out of the web client is cut off, because a PBX answers only at the root of its host.
 *
 * @throws BaseUrlRefused without scheme, with another scheme than http(s), with a user name in it, or not a URL at all.
 */
export function pbxOrigin(pasted: string): string {
	const trimmed = pasted.trim();
	if (trimmed === '') throw new BaseUrlRefused(`Base URL is empty. Enter the address of the PBX, ${EXAMPLE}.`);
	if (!/^https?:\/\//i.test(trimmed)) {
		throw new BaseUrlRefused(`Base URL must start with https:// (or http://), ${EXAMPLE}.`);
	}
	if (!URL.canParse(trimmed)) {
		throw new BaseUrlRefused(`Base URL isn't a valid address. Enter it like this: ${EXAMPLE}.`);
	}
	const url = new URL(trimmed);
	if (url.username !== '' || url.password !== '') {
		throw new BaseUrlRefused(`Base URL can't contain a user name or password. Enter only the address, ${EXAMPLE}.`);
	}
	return url.origin;
}
