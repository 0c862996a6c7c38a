const extensions: Record<string, string> = {
	'application/json': 'json',
	'application/pdf': 'pdf',
	'application/xml': 'xml',
	'application/zip': 'zip',
	'audio/mpeg': 'mp3',
	'audio/wav': 'wav',
	'audio/x-wav': 'wav',
	'text/csv': 'csv',
	'text/plain': 'txt',
	'text/xml': 'xml',
};

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** `text/csv; charset=utf-8` → `text/csv` */
export const mimeTypeOf = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

/**
 * The file name that an answer gives, without folders; else one made of a fallback and the content type.
 *
 * Source: RFC 6266, section 4.3 (`filename*` goes before `filename`), RFC 8187 (its encoding).
 */
export function fileNameOf(contentDisposition: string, contentType: string, fallback: string): string {
	const extended = /filename\*\s*=\s*utf-8''([^;]+)/i.exec(contentDisposition)?.[1];
	const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(contentDisposition)?.[1]?.replaceAll(/\\(.)/g, '$1');
	const bare = /filename\s*=\s*([^";\s]+)/i.exec(contentDisposition)?.[1];
	const given = extended === undefined ? (quoted ?? bare ?? '') : decode(extended.trim());
	const name = given.split(/[/\\]/).at(-1)?.replaceAll(/\p{Cc}/gu, '') ?? '';
	if (name !== '' && name !== '.' && name !== '..') return name;
	const extension = extensions[mimeTypeOf(contentType)];
	return extension ? `${fallback}.${extension}` : fallback;
}
