package io.github.twscache.benchmarks.spring;

import java.time.Duration;
import java.util.Objects;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

import io.github.twscache.NamedCache;
import io.github.twscache.autoconfigure.TwsCacheLoadingAutoConfiguration;
import io.github.twscache.benchmarks.throughput.KeyStream;
import io.github.twscache.benchmarks.timing.WarmUp;
import io.github.twscache.spring.TwsCache;
import io.github.twscache.spring.TwsCacheManager;
import io.github.twscache.spring.loading.LoadingCacheInterceptor;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application, all of whose values are cached.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by JMH, through start
public class ApplicationState {

	private static final int NUM_KEYS = 16_384;

	/** A call of a proxy goes through a lot of code. */
	private static final Duration WARM_UP = Duration.ofSeconds(2);

	@Param({ "tws", "tws-off", "caffeine", "simple" })
	String manager = "tws";

	Catalogue catalogue;

	Cache cache;

	private Cache cacheOfOnce;

	private @Nullable NamedCache<Object, Object> nativeCache;

	private AnnotationConfigApplicationContext context;

	private String[] keys;

	private String[] row;

	/**
	 * Starts the application and warms it up.
	 * @param benchmark the benchmark, by JMH
	 */
	@Setup(Level.Trial)
	public void begin(BenchmarkParams benchmark) {
		start();
		fill();
		String name = benchmark.getBenchmark();
		WarmUp.alone(WARM_UP, operation(name.substring(name.lastIndexOf('.') + 1)));
	}

	final void start() {
		ManagerKind kind = ManagerKind.of(this.manager);
		CacheManager cacheManager = kind.create();
		this.context = new AnnotationConfigApplicationContext();
		this.context.registerBean("cacheManager", CacheManager.class, () -> cacheManager);
		this.context.register(CachingApplication.class);
		if (kind.isLoading()) {
			this.context.register(TwsCacheLoadingAutoConfiguration.class);
		}
		this.context.refresh();
		if (this.context.getBean(CacheInterceptor.class) instanceof LoadingCacheInterceptor != kind.isLoading()) {
			throw new IllegalStateException(this.manager + " has the interceptor of another manager");
		}
		this.catalogue = this.context.getBean(Catalogue.class);
		this.cache = Objects.requireNonNull(cacheManager.getCache(Catalogue.TITLES));
		this.cacheOfOnce = Objects.requireNonNull(cacheManager.getCache(Catalogue.TITLES_ONCE));
		this.nativeCache = (this.cache instanceof TwsCache tws) ? tws.getNativeCache() : null;
		KeyStream stream = KeyStream.zipf(NUM_KEYS);
		this.keys = stream.keys();
		this.row = stream.row();
	}

	private IntConsumer operation(String benchmark) {
		return switch (benchmark) {
			case "cacheGet" -> (number) -> this.cache.get(key(number));
			case "cacheableHit" -> (number) -> this.catalogue.title(key(number));
			case "cacheableSyncHit" -> (number) -> this.catalogue.titleOnce(key(number));
			case "nativeGet" -> (number) -> nativeCache().getIfPresent(key(number));
			default -> throw new IllegalArgumentException("No benchmark " + benchmark);
		};
	}

	/** Has all values cached, anew each time, so that none expires in a long trial. */
	@Setup(Level.Iteration)
	public void fill() {
		for (String key : this.keys) {
			this.cache.put(key, key);
			this.cacheOfOnce.put(key, key);
		}
	}

	/** Makes sure that what was measured were hits. */
	@TearDown(Level.Iteration)
	public void check() {
		for (String key : this.keys) {
			if (this.cache.get(key) == null || this.cacheOfOnce.get(key) == null) {
				throw new IllegalStateException(this.manager + " has lost " + key + ": these are no figures of hits");
			}
		}
	}

	/** Ends the application. */
	@TearDown(Level.Trial)
	public void close() {
		if (this.context.getBean(CacheManager.class) instanceof TwsCacheManager tws) {
			tws.getHierarchy().close();
		}
		this.context.close();
	}

	final NamedCache<Object, Object> nativeCache() {
		return Objects.requireNonNull(this.nativeCache, "Only tws has a cache of its own to ask");
	}

	final String key(int position) {
		return this.row[position & (this.row.length - 1)];
	}

}
