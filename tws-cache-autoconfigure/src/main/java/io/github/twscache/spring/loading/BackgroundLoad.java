package io.github.twscache.spring.loading;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.util.ObjectUtils;

/**
 * A run of the method, and of the advice nearer to it than the cache's, in another thread
 * than its caller's. Runs once.
 */
final class BackgroundLoad implements Runnable {

	private final MethodInvocation call;

	private final ReturnKind kind;

	private final LoadSink sink;

	/** Whether it has begun, or must not any more. */
	private final AtomicBoolean taken = new AtomicBoolean();

	/**
	 * Creates a run.
	 * @param call a copy of the invocation, of this run's own
	 * @param kind what the method returns
	 * @param sink takes what it comes to
	 */
	BackgroundLoad(MethodInvocation call, ReturnKind kind, LoadSink sink) {
		this.call = call;
		this.kind = kind;
		this.sink = sink;
	}

	/**
	 * Keeps the run from beginning.
	 * @return whether it had not begun
	 */
	boolean prevent() {
		return this.taken.compareAndSet(false, true);
	}

	@Override
	public void run() {
		if (!prevent()) {
			return;
		}
		Object result;
		try {
			// Aspects find the invocation by thread.
			result = ExposeInvocationInterceptor.INSTANCE.invoke(this.call);
		}
		catch (Throwable ex) {
			// Nobody gives up here: who interrupts this thread is the cache, because the
			// method hangs.
			this.sink.failed(ex, false);
			return;
		}
		switch (this.kind) {
			case FUTURE -> {
				if (result instanceof CompletableFuture<?> future) {
					this.sink.detach();
					follow(future, this.sink);
				}
				else {
					loaded(result, this.sink);
				}
			}
			case MONO, FLUX -> subscribe(result);
			case PLAIN, OTHER -> loaded(ObjectUtils.unwrapOptional(result), this.sink);
		}
	}

	private void subscribe(@Nullable Object publisher) {
		if (publisher == null) {
			loaded(null, this.sink);
			return;
		}
		CompletableFuture<?> future;
		try {
			future = PublisherLoads.valueOf(publisher);
		}
		catch (Throwable ex) {
			this.sink.failed(ex, false);
			return;
		}
		this.sink.detach();
		follow(future, this.sink);
	}

	/** Tells a sink what a future comes to. */
	@SuppressWarnings("FutureReturnValueIgnored") // nothing comes of it
	static void follow(CompletableFuture<?> future, LoadSink sink) {
		future.whenComplete((value, failure) -> {
			if (failure == null) {
				loaded(value, sink);
			}
			else {
				Throwable reason = Invocation.unwrap(failure);
				sink.failed(reason, reason instanceof CancellationException);
			}
		});
	}

	private static void loaded(@Nullable Object value, LoadSink sink) {
		try {
			sink.loaded(value);
		}
		catch (Throwable ex) {
			// An unless that cannot be evaluated, an error handler that throws.
			sink.failed(ex, false);
		}
	}

}
