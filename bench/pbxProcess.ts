/** A stand-in PBX in a process of its own, so that its memory is not measured with the node's. Started by fork(). */
import { startPbx } from '../test/pbx';

const [logoCount = 0, userCount = 0, latencyMs = 0] = process.argv.slice(2).map(Number);

async function main() {
	const logos = Array.from({ length: logoCount }, (_, index) => ({
		Filename: `logo-${index}.png`,
		DisplayName: `Logo ${index}`,
	}));
	const users = Array.from({ length: userCount }, (_, index) => ({
		Id: index + 1,
		Number: String(1000 + index),
		DisplayName: `User ${index}`,
		Phones: [
			{
				Id: index + 1,
				Name: 'Yealink T46U',
				MacAddress: `00:15:65:${index}`,
				TemplateName: 'yealinkT4x.ph.xml',
				// Half of the logos are in use as long as there are users enough.
				Settings: { CustomLogo: `/logos/LOGO-${(index * 2) % logoCount}.png`, Secret: 'secret' },
			},
		],
	}));
	const pbx = await startPbx({ logos, users, templates: [] });
	if (latencyMs > 0) pbx.addFault({ url: /xapi/, latencyMs, times: Number.POSITIVE_INFINITY });
	process.once('message', () => {
		process.send?.({
			requests: pbx.requests.length,
			deletes: pbx.requests.filter(({ method }) => method === 'DELETE').length,
		});
		void pbx.stop().then(() => process.exit());
	});
	process.send?.(pbx.baseUrl);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
