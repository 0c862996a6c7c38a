const isSame = (one: PropertyDescriptor, other: PropertyDescriptor | undefined) =>
	other !== undefined && Object.is(one.value, other.value) && one.get === other.get && one.set === other.set;

/** The properties of an object that test files share, to give each of them what the first one had. */
export class Restorable {
	private readonly properties: Map<PropertyKey, PropertyDescriptor>;

	constructor(private readonly object: object) {
		this.properties = this.read();
	}

	/** What `action` returns; the properties that it adds stay. */
	keep<T>(action: () => T): T {
		const before = this.read();
		const result = action();
		for (const [key, descriptor] of this.read()) {
			if (!before.has(key)) this.properties.set(key, descriptor);
		}
		return result;
	}

	/** Undoes whatever was added, changed or deleted. */
	restore(): void {
		const now = this.read();
		for (const key of now.keys()) {
			if (!this.properties.has(key)) Reflect.deleteProperty(this.object, key);
		}
		for (const [key, descriptor] of this.properties) {
			if (!isSame(descriptor, now.get(key))) Reflect.defineProperty(this.object, key, descriptor);
		}
	}

	private read(): Map<PropertyKey, PropertyDescriptor> {
		return new Map(Reflect.ownKeys(this.object).map((key) => [key, Reflect.getOwnPropertyDescriptor(this.object, key)!]));
	}
}
