let leading = false;

/** Whether this tab is the one of the person's that holds the connection. What must happen once, such as a sound, happens there. */
export const isLeader = () => leading;

export function setLeader(next: boolean) {
  leading = next;
}
