import type { Slices } from '../../timing/slices';

/** One place in the tree of names: reached by the letters of a beginning that some names share. */
interface Place {
	next: Map<string, Place>;
	/** The place of the longest ending that is a beginning as well. */
	fallback?: Place;
	/** The names that end here. */
	names: string[];
	/** The nearest place on the way of fallbacks at which a name ends. */
	shorter?: Place;
}

const newPlace = (): Place => ({ next: new Map(), names: [] });

/**
 * Finds which of many names occur anywhere in a text, going through it once whatever their number.
 *
 * Source: Aho and Corasick, "Efficient string matching: an aid to bibliographic search", 1975.
 */
export class NameSearch {
	private constructor(
		private readonly root: Place,
		private readonly slices: Slices,
	) {}

	/** Takes steps for each letter of all names. */
	static async for(names: Iterable<string>, slices: Slices): Promise<NameSearch> {
		const root = newPlace();
		for (const name of new Set(names)) {
			let place = root;
			for (const letter of name) {
				const next = place.next.get(letter) ?? newPlace();
				place.next.set(letter, next);
				place = next;
			}
			place.names.push(name);
			await slices.spend(name.length);
		}
		const search = new NameSearch(root, slices);
		await search.linkFallbacks();
		return search;
	}

	/** From short beginnings to long ones, so that the fallbacks of the shorter are known. */
	private async linkFallbacks(): Promise<void> {
		const queue = [this.root];
		for (const place of queue) {
			for (const [letter, next] of place.next) {
				next.fallback = place === this.root ? this.root : this.step(place.fallback ?? this.root, letter);
				next.shorter = next.fallback.names.length > 0 ? next.fallback : next.fallback.shorter;
				queue.push(next);
			}
			await this.slices.spend(1 + place.next.size);
		}
	}

	private step(from: Place, letter: string): Place {
		let place: Place | undefined = from;
		while (place && !place.next.has(letter)) place = place.fallback;
		return place?.next.get(letter) ?? this.root;
	}

	/** The names that occur in a text. Takes steps for each letter of it. */
	async namesIn(text: string): Promise<Set<string>> {
		const found = new Set<string>();
		const reported = new Set<Place>();
		let place = this.root;
		let steps = 0;
		for (const letter of text) {
			place = this.step(place, letter);
			for (let end: Place | undefined = place; end && !reported.has(end); end = end.shorter) {
				reported.add(end);
				for (const name of end.names) found.add(name);
				steps++;
			}
			if (++steps < 10_000) continue;
			await this.slices.spend(steps);
			steps = 0;
		}
		await this.slices.spend(steps);
		return found;
	}
}
