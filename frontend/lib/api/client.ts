import axios, { type AxiosInstance, type AxiosRequestConfig } from "axios";
import { toApiError } from "@/lib/api/errors";
import { settings } from "@/lib/env";
import { accessToken } from "@/lib/supabase";

/** How long a request may take, in milliseconds. */
const LIMIT = 20_000;

let instance: AxiosInstance | undefined;

/** The one Axios instance. It signs requests with the person's token and turns failures into ApiError. */
export function http(): AxiosInstance {
  if (instance) return instance;
  instance = axios.create({ baseURL: settings().apiUrl, timeout: LIMIT });
  instance.interceptors.request.use(async (config) => {
    const token = await accessToken();
    if (token) config.headers.set("Authorization", `Bearer ${token}`);
    config.headers.set("Accept-Language", document.documentElement.lang);
    return config;
  });
  instance.interceptors.response.use(undefined, (error) => Promise.reject(toApiError(error)));
  return instance;
}

type Options = Pick<AxiosRequestConfig, "signal" | "params" | "headers" | "onUploadProgress" | "timeout">;

/** The envelope's `data`. */
export async function getData<T>(path: string, options?: Options): Promise<T> {
  return (await http().get<{ data: T }>(path, options)).data.data;
}

export type Page<T> = { data: T[]; nextCursor: string | null };

/** A page of a list that goes on at `nextCursor`. */
export async function getPage<T>(path: string, options?: Options): Promise<Page<T>> {
  const { data, nextCursor } = (await http().get<Page<T>>(path, options)).data;
  return { data, nextCursor };
}

/** Asks for a change and gives the envelope's `data`. */
export async function change<T>(
  method: "post" | "put" | "patch" | "delete",
  path: string,
  body?: unknown,
  options?: Options,
): Promise<T> {
  const answer = await http().request<{ data: T }>({ ...options, method, url: path, data: body });
  return answer.data?.data;
}
