package io.github.twscache;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.engine.Masked;
import io.github.twscache.engine.RemovalCause;
import io.github.twscache.engine.StoreListener;

/**
 * Turns what the engine tells into events for the listeners of a cache.
 */
final class ListenerHub implements StoreListener {

	private static final System.Logger LOGGER = System.getLogger(ListenerHub.class.getName());

	private record Member(CacheEventListener listener, Set<Kind> kinds) {
	}

	private final String cacheName;

	private final List<Member> members = new CopyOnWriteArrayList<>();

	private volatile boolean wantsEntries;

	ListenerHub(String cacheName) {
		this.cacheName = cacheName;
	}

	synchronized void add(CacheEventListener listener) {
		this.members.add(new Member(listener, Set.copyOf(listener.kinds())));
		refresh();
	}

	synchronized void remove(CacheEventListener listener) {
		this.members.removeIf((member) -> member.listener() == listener);
		refresh();
	}

	private void refresh() {
		this.wantsEntries = this.members.stream()
			.flatMap((member) -> member.kinds().stream())
			.anyMatch((kind) -> kind != Kind.LOADED && kind != Kind.LOAD_FAILED);
	}

	@Override
	public boolean wantsEntries() {
		return this.wantsEntries;
	}

	@Override
	public void stored(Object key, Object value, boolean created) {
		publish(created ? Kind.CREATED : Kind.UPDATED, key, Masked.unmask(value), Duration.ZERO);
	}

	@Override
	public void removed(Object key, Object value, RemovalCause cause) {
		Kind kind = switch (cause) {
			case EVICTED -> Kind.EVICTED;
			case EXPIRED -> Kind.EXPIRED;
			case INVALIDATED -> Kind.INVALIDATED;
		};
		publish(kind, key, Masked.unmask(value), Duration.ZERO);
	}

	@Override
	public void loaded(Object key, Object outcome, boolean failed, long nanos) {
		publish(failed ? Kind.LOAD_FAILED : Kind.LOADED, key, failed ? null : Masked.unmask(outcome),
				Duration.ofNanos(nanos));
	}

	private void publish(Kind kind, Object key, @Nullable Object value, Duration duration) {
		CacheEvent event = null;
		for (Member member : this.members) {
			if (member.kinds().contains(kind)) {
				event = (event != null) ? event : new CacheEvent(this.cacheName, kind, key, value, duration);
				tell(member.listener(), event);
			}
		}
	}

	private void tell(CacheEventListener listener, CacheEvent event) {
		try {
			listener.onEvent(event);
		}
		catch (Throwable ex) {
			LOGGER.log(System.Logger.Level.WARNING,
					"A listener of cache '" + this.cacheName + "' failed on an event of kind " + event.kind(), ex);
		}
	}

}
