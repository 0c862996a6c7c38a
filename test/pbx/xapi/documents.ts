/** What the API says about itself: its sets, its types (CSDL) and its operations (OpenAPI), made from the catalog. */
import { isStructured, membersOf } from '../../../nodes/ThreeCx/catalog/facts/fields';
import type { Operation } from '../../../nodes/ThreeCx/catalog/types';
import { resources } from '../data/entitySets';
import type { Release } from '../data/release';
import { jsonAnswer } from '../odata/errors';
import type { Answer } from '../types';

/** The sets and singletons of a release. */
const offeredBy = (release: Release) =>
	resources.filter(({ name }) => release.operations().some(({ path }) => path === `/${name}` || path.startsWith(`/${name}(`)));

/** `/`: the sets and singletons (OData JSON Format v4.01, section 5, "Service Document"). */
export function serviceDocument(root: string, release: Release): Answer {
	return jsonAnswer(200, {
		'@odata.context': `${root}/$metadata`,
		value: offeredBy(release).map(({ name, kind }) => ({ name, kind: kind === 'entitySet' ? 'EntitySet' : 'Singleton', url: name })),
	});
}

/** CSDL's names of primitives, where they differ from the catalog's by more than a capital. */
const EDM: Readonly<Record<string, string>> = {
	any: 'Edm.Untyped',
	dateTime: 'Edm.DateTimeOffset',
	time: 'Edm.TimeOfDay',
	uint8: 'Edm.Byte',
	uuid: 'Edm.Guid',
};

function edmType(type: string, isCollection: boolean): string {
	const own = isStructured(type) || membersOf(type) !== undefined;
	const name = own ? `Pbx.${type}` : (EDM[type] ?? `Edm.${type.charAt(0).toUpperCase()}${type.slice(1)}`);
	return isCollection ? `Collection(${name})` : name;
}

/** A type and all that its properties lead to. */
function reachable(start: readonly string[], release: Release): Set<string> {
	const found = new Set<string>();
	const waiting = [...start];
	for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
		if (found.has(type) || (!isStructured(type) && membersOf(type) === undefined)) continue;
		found.add(type);
		waiting.push(...release.fields(type).map((field) => field.type));
	}
	return found;
}

function typeElement(type: string, release: Release): string {
	const members = membersOf(type);
	if (members) {
		return `<EnumType Name="${type}">${members.map((member, value) => `<Member Name="${member}" Value="${value}"/>`).join('')}</EnumType>`;
	}
	const set = resources.find((resource) => resource.type === type && resource.kind === 'entitySet');
	const element = set ? 'EntityType' : 'ComplexType';
	const key = set?.kind === 'entitySet' ? `<Key><PropertyRef Name="${set.key}"/></Key>` : '';
	const properties = release.fields(type).map((field) => {
		const tag = field.isNavigation ? 'NavigationProperty' : 'Property';
		const nullable = field.isNullable ? '' : ' Nullable="false"';
		return `<${tag} Name="${field.name}" Type="${edmType(field.type, field.isCollection)}"${nullable}/>`;
	});
	return `<${element} Name="${type}">${key}${properties.join('')}</${element}>`;
}

/** `/$metadata`: OData Common Schema Definition Language (CSDL) XML v4.01, as far as types and sets go. */
export function metadata(release: Release): Answer {
	const offered = offeredBy(release);
	const types = [...reachable(offered.map(({ type }) => type), release)].map((type) => typeElement(type, release));
	const sets = offered.map(({ kind, name, type }) =>
		kind === 'entitySet' ? `<EntitySet Name="${name}" EntityType="Pbx.${type}"/>` : `<Singleton Name="${name}" Type="Pbx.${type}"/>`,
	);
	const body =
		'<?xml version="1.0" encoding="utf-8"?>\n<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>' +
		`<Schema Namespace="Pbx" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join('\n')}\n` +
		`<EntityContainer Name="Container">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
	return { status: 200, headers: { 'Content-Type': 'application/xml' }, body };
}

function operationLines({ method, id, path, arguments: fields, key }: Operation): string[] {
	const names = [...(key ? [key.property] : []), ...fields.map(({ name }) => name)].filter((name) => path.includes(`{${name}}`));
	const parameters = names.flatMap((name) => [`        - name: ${name}`, '          in: path', '          required: true', '          schema: {}']);
	return [
		`    ${method.toLowerCase()}:`,
		`      tags: [${/^\/(\w+)/.exec(path)?.[1] ?? 'Pbx'}]`,
		`      operationId: ${id}`,
		...(parameters.length > 0 ? ['      parameters:', ...parameters] : []),
		'      responses:',
		'        default:',
		'          description: See the catalog',
	];
}

/** `/swagger.yaml`: the requests of this version, without their schemas. */
export function openApi(version: string, release: Release): Answer {
	const paths = new Map<string, string[]>();
	for (const operation of release.operations()) {
		paths.set(operation.path, [...(paths.get(operation.path) ?? []), ...operationLines(operation)]);
	}
	const lines = [
		'openapi: 3.0.4',
		'info:',
		'  title: XAPI',
		`  version: ${version.split('.').slice(0, 3).join('.')}`,
		`  x-pbx-version: ${version}`,
		'paths:',
		...[...paths].flatMap(([path, operations]) => [`  "${path}":`, ...operations]),
	];
	return { status: 200, headers: { 'Content-Type': 'application/yaml' }, body: `${lines.join('\n')}\n` };
}
