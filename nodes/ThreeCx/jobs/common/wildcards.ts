/**
 * Whether a name is one that a pattern means: `*` stands for any characters, `?` for one. Only the last `*` is ever gone
 * back to, because what earlier ones took can always stay as it is; so the steps are at most the product of both lengths.
 */
export function matches(name: ArrayLike<string>, pattern: ArrayLike<string>): boolean {
	let at = 0;
	let inPattern = 0;
	let star: { inPattern: number; at: number } | undefined;
	while (at < name.length) {
		const wanted = pattern[inPattern];
		if (wanted === '*') star = { inPattern: inPattern++, at };
		else if (wanted !== undefined && (wanted === '?' || wanted === name[at])) {
			at++;
			inPattern++;
		} else if (star) {
			star.at++;
			at = star.at;
			inPattern = star.inPattern + 1;
		} else return false;
	}
	while (pattern[inPattern] === '*') inPattern++;
	return inPattern === pattern.length;
}
