/** What a test says about a call that happens. */

export interface RecordingPlan {
	/** Seconds from the end of the leg until its file is complete; until then the recording has no end. Default 2. */
	fileAfter?: number;
	/** Seconds from the end of the leg until its transcript is there. Default: it never comes. */
	transcriptAfter?: number;
	/** Whether a transcript can be asked for. Default: whether one comes by itself. */
	canBeTranscribed?: boolean;
	transcript?: string;
	summary?: string;
	/** -1 (bad) to 10, as the PBX rates it; default none. */
	sentiment?: number;
}

/** One leg of a call: who rang whom, and what came of it. */
export interface LegPlan {
	/** An extension, queue, ring group or other number of the PBX, or a number outside. */
	from: string;
	to: string;
	/** Seconds from the start of the call. Default: when the leg before has ended. */
	after?: number;
	/** Seconds of ringing, or of waiting in a queue. Default 5. */
	rings?: number;
	/** Seconds of talking. Default 0: nobody answered. */
	talks?: number;
	/** The queue that this leg comes from, where an agent's phone rings for it. */
	queue?: string;
	/** As the PBX writes it. Default: from where the two parties are. */
	direction?: string;
	/** As the PBX writes it, e.g. `Transferred`. */
	reason?: string;
	/** A call of its own until it was joined, e.g. the question before a transfer: it has a CallHistoryId of its own. */
	isOwnCall?: boolean;
	recording?: RecordingPlan;
	/** Seconds from the end of the leg until its row appears. Default: that of the call. */
	appearsAfter?: number;
}

export interface CallPlan {
	/** True time at which the first leg starts. */
	at: Date;
	legs: readonly LegPlan[];
	/** The number dialed from outside. */
	did?: string;
	/** The trunk of the call; default: the first one. */
	trunk?: string;
	/** Seconds from the end of a leg until its row appears, with more legs perhaps still to come. Default 1. */
	appearsAfter?: number;
}

/** What the PBX gave a call. */
export interface HappenedCall {
	mainCallHistoryId: string;
	/** In the order of the legs. */
	cdrIds: string[];
	/** Of the legs that are recorded. */
	recordingIds: number[];
	/** True time at which the last leg ends. */
	endsAt: Date;
}
