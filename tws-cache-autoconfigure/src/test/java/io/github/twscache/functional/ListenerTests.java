package io.github.twscache.functional;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheEventListener;
import io.github.twscache.CacheLoadException;
import io.github.twscache.TtlCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@Timeout(30)
@ParameterizedClass
@EnumSource(CacheKind.class)
class ListenerTests {

	@RegisterExtension
	final Caches caches = new Caches();

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	@Parameter
	CacheKind kind;

	@Test
	void storesAreTold() {
		TtlCache<String, String> cache = open();
		cache.put("key", "one");
		cache.put("key", "two");
		cache.putIfAbsent("key", "three");
		cache.putIfAbsent("other", null);
		assertThat(this.events).extracting(CacheEvent::kind, CacheEvent::key, CacheEvent::value)
			.containsExactly(tuple(Kind.CREATED, "key", "one"), tuple(Kind.UPDATED, "key", "two"),
					tuple(Kind.CREATED, "other", null));
		assertThat(this.events).allSatisfy((event) -> {
			assertThat(event.cacheName()).isEqualTo(Caches.NAME);
			assertThat(event.duration()).isZero();
		});
	}

	@Test
	void evictionsAreTold() {
		TtlCache<String, String> cache = open();
		for (int i = 0; i < 30; i++) {
			cache.put("key" + i, "value" + i);
		}
		List<CacheEvent> evicted = of(Kind.EVICTED);
		assertThat(evicted).hasSize(20);
		assertThat(evicted).allSatisfy((event) -> {
			assertThat(cache.getIfPresent((String) event.key())).isNull();
			assertThat(event.value()).isEqualTo(((String) event.key()).replace("key", "value"));
		});
		cache.setMaxSize(4);
		assertThat(of(Kind.EVICTED)).hasSize(26);
	}

	@Test
	void expirationsAreTold() {
		TtlCache<String, String> cache = open();
		cache.put("key", "value", Duration.ofSeconds(1));
		cache.put("met", "value", Duration.ofSeconds(1));
		cache.put("other", "value", Duration.ofSeconds(2));
		this.caches.advance(Duration.ofSeconds(1));
		cache.invalidate("met");
		assertThat(of(Kind.EXPIRED)).extracting(CacheEvent::key).containsExactly("met");
		cache.cleanUp();
		assertThat(of(Kind.EXPIRED)).extracting(CacheEvent::key).containsExactly("met", "key");
		assertThat(of(Kind.INVALIDATED)).isEmpty();
	}

	@Test
	void invalidationsAreTold() {
		TtlCache<String, String> cache = open();
		cache.put("a", "1");
		cache.put("b", "2");
		cache.put("c", null);
		cache.invalidate("a");
		cache.invalidate("none");
		cache.invalidateAll();
		assertThat(of(Kind.INVALIDATED)).extracting(CacheEvent::key, CacheEvent::value)
			.containsExactlyInAnyOrder(tuple("a", "1"), tuple("b", "2"), tuple("c", null));
	}

	@Test
	void loadsAreTold() {
		TtlCache<String, String> cache = open();
		cache.get("key", (key) -> "loaded");
		cache.getAsync("async", (key) -> CompletableFuture.completedFuture("loaded")).join();
		assertThatExceptionOfType(CacheLoadException.class).isThrownBy(() -> cache.get("bad", (key) -> {
			throw new IOException("no");
		}));
		assertThat(this.events).extracting(CacheEvent::kind, CacheEvent::key, CacheEvent::value)
			.containsExactly(tuple(Kind.CREATED, "key", "loaded"), tuple(Kind.LOADED, "key", "loaded"),
					tuple(Kind.CREATED, "async", "loaded"), tuple(Kind.LOADED, "async", "loaded"),
					tuple(Kind.LOAD_FAILED, "bad", null));
		assertThat(of(Kind.LOADED)).allSatisfy((event) -> assertThat(event.duration()).isPositive());
	}

	@Test
	void listenerHearsOnlyOfTheKindsItWants() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		Caches.listen(cache, new CacheEventListener() {

			@Override
			public void onEvent(CacheEvent event) {
				ListenerTests.this.events.add(event);
			}

			@Override
			public Set<Kind> kinds() {
				return EnumSet.of(Kind.INVALIDATED);
			}

		});
		cache.put("key", "value");
		cache.get("loaded", (key) -> "value");
		cache.invalidate("key");
		assertThat(this.events).extracting(CacheEvent::kind).containsExactly(Kind.INVALIDATED);
	}

	@Test
	void listenerThatWasRemovedHearsNothing() {
		TtlCache<String, String> cache = this.caches.open(this.kind);
		CacheEventListener listener = this.events::add;
		Caches.listen(cache, listener);
		cache.put("key", "value");
		Caches.forget(cache, listener);
		cache.put("other", "value");
		cache.invalidateAll();
		assertThat(this.events).hasSize(1);
	}

	@Test
	void listenerThatThrowsHarmsNobody() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10));
		Caches.listen(cache, (event) -> {
			if (event.kind() == Kind.CREATED) {
				throw new IllegalStateException("a listener that fails on purpose");
			}
			throw new AssertionError("a listener that fails on purpose");
		});
		Caches.listen(cache, this.events::add);
		cache.put("key", "value", Duration.ofSeconds(1));
		cache.put("key", "value", Duration.ofSeconds(1));
		assertThat(cache.get("loaded", (key) -> "value")).isEqualTo("value");
		assertThat(cache.invalidate("loaded")).isTrue();
		this.caches.advance(Duration.ofSeconds(1));
		assertThat(cache.cleanUp()).isOne();
		assertThat(this.events).extracting(CacheEvent::kind)
			.containsExactly(Kind.CREATED, Kind.UPDATED, Kind.CREATED, Kind.LOADED, Kind.INVALIDATED, Kind.EXPIRED);
	}

	private List<CacheEvent> of(Kind wanted) {
		return this.events.stream().filter((event) -> event.kind() == wanted).toList();
	}

	private TtlCache<String, String> open() {
		TtlCache<String, String> cache = this.caches.open(this.kind, (settings) -> settings.maxSize(10));
		Caches.listen(cache, this.events::add);
		return cache;
	}

}
