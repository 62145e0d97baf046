// One run at a time, and once more when it was asked for meanwhile: what is shown last is always the latest.

export function inTurns(act) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await act();
    }
    running = false;
  };
}
