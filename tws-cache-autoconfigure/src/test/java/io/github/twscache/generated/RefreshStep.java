package io.github.twscache.generated;

import java.util.List;
import java.util.Locale;

import io.github.twscache.LoadTicket;
import io.github.twscache.LoadTicket.Role;
import io.github.twscache.NamedCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits until just before, at or just after the time from which a value is loaded anew,
 * and asks for it in a way that begins the refresh.
 *
 * @param way how
 * @param rank which value, of those that are to be loaded anew
 * @param offset nanoseconds after that time
 */
record RefreshStep(Way way, int rank, int offset) implements Step {

	/**
	 * The ways to begin a refresh. Only caches of a hierarchy have the last.
	 */
	enum Way {

		GET, GET_ASYNC, TICKET

	}

	@Override
	public void perform(Trial trial) throws InterruptedException {
		ReferenceModel model = trial.model;
		List<Key> keys = model.entries.keySet().stream().filter((key) -> isToBeRefreshed(trial, key)).toList();
		if (keys.isEmpty()) {
			return;
		}
		Key key = keys.get(this.rank % keys.size());
		long target = model.entries.get(key).refreshAt + this.offset;
		trial.advance(Math.max(0, target - model.now));
		// Tells which values have expired by now, this one perhaps.
		trial.check();
		Held held = model.live(key);
		if (held != null) {
			ask(trial, key, held);
		}
	}

	/** Not those that only filled the cache: there are too many of them. */
	private static boolean isToBeRefreshed(Trial trial, Key key) {
		Held held = trial.model.live(key);
		return held != null && held.refreshAt != Held.NEVER && key.id() < trial.settings.keys();
	}

	private void ask(Trial trial, Key key, Held held) {
		switch (this.way) {
			case GET -> new LoaderHit(trial, key).get(held);
			case GET_ASYNC -> new LoaderHit(trial, key).getAsync(held);
			case TICKET -> {
				if (trial.subject.product() instanceof NamedCache<Key, Value> named) {
					begin(trial, named, key);
				}
			}
		}
	}

	private static void begin(Trial trial, NamedCache<Key, Value> cache, Key key) {
		LoadTicket<Value> handle = cache.startRefresh(key);
		assertThat(handle != null).as("whether a refresh of %s begins", key).isEqualTo(trial.model.isRefreshDue(key));
		if (handle != null) {
			assertThat(handle.role()).as("role of who refreshes %s", key).isEqualTo(Role.LEADS);
			// Else the cache would take this thread for the one that loads.
			handle.detach();
			trial.tickets.add(new OpenTicket(trial.model.beginRefresh(key), handle));
		}
	}

	@Override
	public String toString() {
		return "wait for refresh #" + this.rank + " and " + this.offset + " ns, "
				+ this.way.name().toLowerCase(Locale.ROOT);
	}

}
