import { create } from "zustand";

export type DialogName = "newChat" | "palette" | "shortcuts";

/** Which of the inbox's dialogs is open. One at a time. */
export const useDialog = create<{ open: DialogName | null }>(() => ({ open: null }));

export const openDialog = (name: DialogName) => useDialog.setState({ open: name });

export const closeDialog = () => useDialog.setState({ open: null });
