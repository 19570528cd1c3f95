import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";

export const API = "http://localhost:3101";
export const PASSWORD = "correct horse battery";

export type Answer<T> = { status: number; data: T };

/** Asks the API, or a simulated phone, and gives what it answered. */
export async function ask<T>(method: string, url: string, body?: unknown, token?: string): Promise<Answer<T>> {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  return { status: answer.status, data: (text ? JSON.parse(text) : null) as T };
}

export type Login = { access_token: string; refresh_token: string; user: { id: string; email: string } };

/** Signs up a person with an address that nobody has. */
export async function signUp(): Promise<Login> {
  const email = `person-${randomUUID()}@example.com`;
  const { status, data } = await ask<Login>("POST", `${API}/auth/v1/signup`, { email, password: PASSWORD });
  expect(status).toBe(200);
  return data;
}

type Envelope<T> = { data: T };
export type Session = { id: string; sessionName: string; containerPort: number; status: string };

/** One person's way to the API. */
export class Api {
  constructor(readonly login: Login) {}

  async get<T>(path: string): Promise<T> {
    return this.#ok(await ask<Envelope<T>>("GET", API + path, undefined, this.login.access_token));
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return this.#ok(await ask<Envelope<T>>("POST", API + path, body, this.login.access_token));
  }

  /** Creates a number and links it to a simulated phone. */
  async link(sessionName: string, phoneNumber: string): Promise<{ session: Session; phone: Phone }> {
    const session = await this.post<Session>("/api/sessions", { sessionName, historyDays: 0 });
    const phone = new Phone(session.containerPort);
    await this.get(`/api/sessions/${session.id}/qr?wait=30`);
    await phone.play("scan", { phoneNumber, pushName: sessionName });
    await expect.poll(async () => (await this.get<Session>(`/api/sessions/${session.id}/status`)).status).toBe("connected");
    return { session, phone };
  }

  #ok<T>({ status, data }: Answer<Envelope<T>>): T {
    expect(status, JSON.stringify(data)).toBeLessThan(300);
    return data.data;
  }
}

export type Delivery = { rawId: string; text?: string; caption?: string; type?: string; [name: string]: unknown };

/** The simulated phone of a number, and the people on the other side. */
export class Phone {
  readonly #address: string;

  constructor(port: number, host = "127.0.0.1") {
    this.#address = `http://${host}:${port}/_sim`;
  }

  /** Lets something happen on the phone, such as `message` or `unlink`. */
  async play<T = { rawId: string; id: string }>(what: string, body: unknown = {}): Promise<T> {
    const { status, data } = await ask<T>("POST", `${this.#address}/${what}`, body);
    expect(status, JSON.stringify(data)).toBeLessThan(300);
    return data;
  }

  /** What the people on the other side got. */
  async sent(): Promise<Delivery[]> {
    return (await ask<Delivery[]>("GET", `${this.#address}/sent`)).data;
  }
}
