/** The PBX did what it was asked, as the status says, but its answer cannot be read. */
export class DoneUnread extends Error {
	constructor(
		readonly httpStatus: number,
		/** What went wrong with the answer. */
		readonly reason: unknown,
	) {
		super("The response to a completed change can't be read");
	}
}

/** What the output says where nothing of the answer is needed. */
export const unreadNote = ({ httpStatus }: DoneUnread): string =>
	`The PBX made the change (HTTP ${httpStatus}), but its response couldn't be read`;
