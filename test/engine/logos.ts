/** `count` phone logos, `logo-0001.png` and up. */
export const manyLogos = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		Filename: `logo-${String(index + 1).padStart(4, '0')}.png`,
		DisplayName: `Logo ${index + 1}`,
	}));
