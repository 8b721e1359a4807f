import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PAUSE_MS, type Progress, ProgressElement } from "./progress.ts";

class Watched extends ProgressElement {
  followed: string[] = [];
  protected override follow(address: string): void {
    this.followed.push(address);
  }
}
customElements.define("fanal-progress", Watched);

const page = `<fanal-progress data-src="/admin/jobs/7/progress.json" data-language="fr"
  data-waiting="En attente" data-running="En cours" data-done="Terminé">
  <span data-part="state">En attente</span><span data-part="records">0</span>
  <progress data-part="bar"></progress></fanal-progress>`;

const running: Progress = { done: 30, total: 60, records: 1234, state: "running", redirect: null };

function answers(...all: (Progress | Error)[]): ReturnType<typeof vi.fn> {
  const fetch = vi.fn(async () => {
    const next = all.length > 1 ? all.shift() : all[0];
    if (next instanceof Error) throw next;
    return { ok: true, json: async () => next };
  });
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("shows how far the load has come", async () => {
  answers(running);
  document.body.innerHTML = page;
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(document.querySelector("progress")?.position).toBe(0.5);
  expect(document.querySelector("[data-part=records]")?.textContent).toMatch(/^1\s234$/u);
  expect(document.querySelector("[data-part=state]")?.textContent).toBe("En cours");
});

test("goes on when the load is over and asks no more", async () => {
  const fetch = answers(running, { ...running, done: 60, redirect: "/admin/jobs/7" });
  document.body.innerHTML = page;
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 5);
  expect(document.querySelector<Watched>("fanal-progress")?.followed).toEqual(["/admin/jobs/7"]);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test("asks less often while nobody answers, and goes on asking", async () => {
  const fetch = answers(new Error("offline"), new Error("offline"), running);
  document.body.innerHTML = page;
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 2);
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 5);
  expect(fetch).toHaveBeenCalledTimes(3);
  expect(document.querySelector("[data-part=state]")?.textContent).toBe("En cours");
});

test("asks nothing about a load that is over, nor after it has left the page", async () => {
  const fetch = answers(running);
  document.body.innerHTML = page.replace("data-language", "data-over data-language");
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 3);
  document.body.innerHTML = page;
  document.body.innerHTML = "";
  await vi.advanceTimersByTimeAsync(PAUSE_MS * 3);
  expect(fetch).not.toHaveBeenCalled();
});
