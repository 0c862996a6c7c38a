import { callEnded } from './calls/callEnded';
import { missedCall } from './calls/missedCall';
import { newChatMessage } from './logs/newChatMessage';
import { newEventLogEntry } from './logs/newEventLogEntry';
import { queueSlaBreach } from './logs/queueSlaBreach';
import { newRecording } from './recordings/newRecording';
import { transcriptReady } from './recordings/transcriptReady';
import { equipmentState } from './states/equipmentState';
import { extensionStatus } from './states/extensionStatus';
import { systemAlert } from './states/systemAlert';
import type { EventType } from './types';

/** Every event, in the order of the editor. A further one is one more file and one more line here. */
export const eventTypes: readonly EventType[] = [
	callEnded,
	extensionStatus,
	missedCall,
	newChatMessage,
	newEventLogEntry,
	newRecording,
	queueSlaBreach,
	systemAlert,
	transcriptReady,
	equipmentState,
];

export const findEvent = (value: string): EventType | undefined => eventTypes.find((event) => event.value === value);
