const DATABASE = "conectafy-outbox";
const STORE = "files";

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(STORE, mode);
  const request = ask(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? request.error);
  });
}

/** The bytes of files that wait, in IndexedDB, by the id of their message. */
export const fileStorage = {
  put: (id: string, file: Blob) => run("readwrite", (store) => store.put(file, id)),
  get: (id: string) => run("readonly", (store) => store.get(id) as IDBRequest<Blob | undefined>),
  remove: (id: string) => run("readwrite", (store) => store.delete(id)),
};
