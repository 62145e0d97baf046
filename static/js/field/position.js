// Where the phone is, and how far places are.

const EARTH = 6_371_000;
const OPTIONS = { enableHighAccuracy: true, maximumAge: 60_000, timeout: 10_000 };

// {longitude, latitude, accuracy}, or null when it is refused, not known or takes too long.
export function whereAmI(options = OPTIONS) {
  if (!navigator.geolocation) return Promise.resolve(null);
  return new Promise((done) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => done({ longitude: coords.longitude, latitude: coords.latitude, accuracy: coords.accuracy }),
      () => done(null),
      options,
    );
  });
}

export function metresBetween(a, b) {
  const rad = Math.PI / 180;
  const east = (b.longitude - a.longitude) * rad * Math.cos(((a.latitude + b.latitude) / 2) * rad);
  const north = (b.latitude - a.latitude) * rad;
  return EARTH * Math.hypot(east, north);
}

// The place written on a row of a list, or null.
export function placeOf(row) {
  const { longitude, latitude } = row.dataset;
  return longitude && latitude ? { longitude: Number(longitude), latitude: Number(latitude) } : null;
}
