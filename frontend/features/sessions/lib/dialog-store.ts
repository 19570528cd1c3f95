import { create } from "zustand";

/** What a dialog of a number asks for or shows. */
export type DialogKind = "edit" | "imports" | "restart" | "stop" | "logout" | "delete";

type State = { open: { kind: DialogKind; sessionId: string } | null };

/** Which dialog is open. */
export const useDialogStore = create<State>(() => ({ open: null }));

export const openSessionDialog = (kind: DialogKind, sessionId: string) => useDialogStore.setState({ open: { kind, sessionId } });
export const closeSessionDialog = () => useDialogStore.setState({ open: null });
