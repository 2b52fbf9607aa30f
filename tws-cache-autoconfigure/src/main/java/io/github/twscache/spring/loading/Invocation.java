package io.github.twscache.spring.loading;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CachedValue;
import io.github.twscache.LoadTicket;
import io.github.twscache.spring.CallerTransaction;
import io.github.twscache.spring.loading.LoadingCacheInterceptor.LoadingContext;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.TargetClassAware;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.cache.interceptor.CacheOperationInvoker;
import org.springframework.cache.interceptor.CachePutOperation;
import org.springframework.util.ObjectUtils;

/**
 * One call of an annotated method: what Spring invokes the method by, and what it is
 * given for the target.
 */
final class Invocation implements CacheOperationInvoker, TargetClassAware {

	/*
	 * Contexts are made before anything is looked up, in the caller's thread, and so is
	 * the ledger, at the first miss. A future may have Spring go on with the invocation
	 * in another thread, which sees both.
	 */

	private final MethodInvocation call;

	private final LoadingCacheInterceptor interceptor;

	/** Another thread invokes the method where a loader runs or a future is completed. */
	private final Thread caller = Thread.currentThread();

	private @Nullable LoadingContext first;

	private @Nullable LoadingContext last;

	private @Nullable LoadLedger ledger;

	/** Whether there is a {@code @CachePut}: Spring invokes the method in any case. */
	private boolean writes;

	private volatile boolean invoked;

	Invocation(MethodInvocation call, LoadingCacheInterceptor interceptor) {
		this.call = call;
		this.interceptor = interceptor;
	}

	Object target() {
		Object target = this.call.getThis();
		if (target == null) {
			throw new IllegalStateException("Target must not be null");
		}
		return target;
	}

	/** Gives the class of the true target: all that Spring asks of what it is given. */
	@Override
	public Class<?> getTargetClass() {
		return AopProxyUtils.ultimateTargetClass(target());
	}

	void add(LoadingContext context) {
		if (this.last == null) {
			this.first = context;
		}
		else {
			this.last.setNext(context);
		}
		this.last = context;
		this.writes |= context.getOperation() instanceof CachePutOperation;
	}

	/** Gives the ledger; there is one as soon as something was missed. */
	LoadLedger ledger() {
		LoadLedger made = this.ledger;
		if (made == null) {
			LoadingContext context = this.first;
			if (context == null) {
				throw new IllegalStateException("Nothing was looked up");
			}
			made = new LoadLedger(context, this.writes);
			this.ledger = made;
		}
		return made;
	}

	private boolean owes() {
		return this.ledger != null && this.ledger.owes();
	}

	boolean isMuted() {
		return this.ledger != null && this.ledger.isMuted();
	}

	Method method() {
		return this.call.getMethod();
	}

	ReturnKind kind() {
		return this.interceptor.kindOf(method());
	}

	Origin origin() {
		return new Origin(target(), method(), this.call.getArguments());
	}

	/**
	 * Whether a miss may wait for another caller, or have others wait: not with a load in
	 * hand (two such callers could wait for each other), not if the method is invoked
	 * anyway, not with data in hand that others must not see yet.
	 */
	boolean mayShare(boolean blocking) {
		SpringsWay.Reason reason = null;
		if (this.writes) {
			reason = SpringsWay.Reason.CACHE_PUT;
		}
		else if (CallerTransaction.isActive()) {
			reason = SpringsWay.Reason.TRANSACTION;
		}
		else if (blocking && Reactor.forbidsBlocking()) {
			reason = SpringsWay.Reason.EVENT_LOOP;
		}
		if (reason != null) {
			goesSpringsWay(reason);
		}
		return reason == null && !owes();
	}

	void goesSpringsWay(SpringsWay.Reason reason) {
		this.interceptor.goesSpringsWay(method(), reason);
	}

	@Override
	public @Nullable Object invoke() {
		this.invoked = true;
		LoadLedger loads = this.ledger;
		if (loads == null) {
			return proceed();
		}
		if (loads.owes()) {
			LoadView leader = (this.call instanceof ProxyMethodInvocation) ? loads.leaderApart() : null;
			if (kind() == ReturnKind.FUTURE) {
				return invokeFuture(loads, leader);
			}
			return (leader != null) ? invokeApart(loads, leader) : invokePlain(loads);
		}
		Object result = proceed();
		List<LoadView> missed = loads.missed();
		return (result == null || missed.isEmpty()) ? result : PublisherLoads.of(result, this, missed);
	}

	private @Nullable Object proceed() {
		try {
			// Aspects find the invocation by thread.
			return (Thread.currentThread() == this.caller) ? this.call.proceed()
					: ExposeInvocationInterceptor.INSTANCE.invoke(this.call);
		}
		catch (Throwable ex) {
			throw new ThrowableWrapper(ex);
		}
	}

	private @Nullable Object invokePlain(LoadLedger loads) {
		Object result;
		try {
			result = proceed();
		}
		catch (ThrowableWrapper ex) {
			return wrap(stale(loads, ex).value());
		}
		loads.returned(ObjectUtils.unwrapOptional(result));
		return result;
	}

	/** Gives the stale value that is served instead of a failure, if there is one. */
	private static CachedValue<Object> stale(LoadLedger loads, ThrowableWrapper ex) {
		Throwable reason = ex.getOriginal();
		CachedValue<Object> stale = loads.fail(reason, wasInterrupted(reason));
		if (stale == null) {
			throw ex;
		}
		return stale;
	}

	private static boolean wasInterrupted(Throwable reason) {
		return reason instanceof InterruptedException || Thread.currentThread().isInterrupted();
	}

	private @Nullable Object wrap(@Nullable Object value) {
		return (method().getReturnType() == Optional.class && !(value instanceof Optional<?>))
				? Optional.ofNullable(value) : value;
	}

	/**
	 * Has a thread of the cache invoke the method, and waits like everybody else, unless
	 * this thread has to do it.
	 */
	private @Nullable Object invokeApart(LoadLedger loads, LoadView leader) {
		BackgroundLoad load = backgroundLoad(ReturnKind.PLAIN, loads);
		LoadTicket<Object> ticket = leader.requireTicket();
		if (!ticket.runApartOrWait(load)) {
			return invokePlain(loads);
		}
		try {
			loads.goApart(leader);
			return wrap(ticket.await());
		}
		catch (CacheLoadException ex) {
			// A cache that was closed before it ran the method is no failure of that.
			if (!leader.named().isClosed() || !takeBack(load, loads)) {
				throw new ThrowableWrapper(OthersLoad.reason(ex));
			}
		}
		catch (IllegalStateException ex) {
			// It was given up, or this thread must not wait for it.
			goesSpringsWay(SpringsWay.Reason.CIRCLE);
		}
		finally {
			// Perhaps there was no place for it.
			takeBack(load, loads);
		}
		return proceed();
	}

	private static boolean takeBack(BackgroundLoad load, LoadLedger loads) {
		boolean back = load.prevent();
		if (back) {
			loads.abandon();
		}
		return back;
	}

	private @Nullable Object invokeFuture(LoadLedger loads, @Nullable LoadView leader) {
		Object result;
		try {
			result = proceed();
		}
		catch (ThrowableWrapper ex) {
			return CompletableFuture.completedFuture(stale(loads, ex).value());
		}
		if (!(result instanceof CompletableFuture<?> future)) {
			loads.returned(result);
			return result;
		}
		if (leader == null) {
			return follow(future, loads);
		}
		// The load goes on whatever becomes of the caller's future.
		CompletableFuture<@Nullable Object> answer = leader.requireTicket().future();
		loads.goApart(null);
		BackgroundLoad.follow(future, loads);
		return answer;
	}

	/** A copy of the future whose completion runs Spring's puts before the part ends. */
	@SuppressWarnings("FutureReturnValueIgnored") // what fails, fails the copy
	private static CompletableFuture<Object> follow(CompletableFuture<?> future, LoadLedger loads) {
		CompletableFuture<Object> copy = future.newIncompleteFuture();
		loads.detach();
		loads.begin();
		future.whenComplete((value, failure) -> {
			try {
				if (failure == null) {
					loads.returned(value);
					copy.complete(value);
				}
				else {
					fail(copy, failure, loads);
				}
			}
			finally {
				loads.end();
			}
		});
		return copy;
	}

	private static void fail(CompletableFuture<Object> copy, Throwable failure, LoadLedger loads) {
		Throwable reason = unwrap(failure);
		CachedValue<Object> stale = loads.fail(reason, reason instanceof CancellationException);
		if (stale != null) {
			copy.complete(stale.value());
		}
		else {
			copy.completeExceptionally(failure);
		}
	}

	static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	/**
	 * Makes a run of the method that can take place in another thread.
	 * @return {@code null} if it must not
	 */
	@Nullable BackgroundLoad background(boolean async, LoadSink sink) {
		ReturnKind kind = kind();
		boolean may = !this.writes && kind != ReturnKind.OTHER && this.call instanceof ProxyMethodInvocation
				&& !CallerTransaction.isActive();
		return may ? backgroundLoad(async ? kind : ReturnKind.PLAIN, sink) : null;
	}

	private BackgroundLoad backgroundLoad(ReturnKind kind, LoadSink sink) {
		return new BackgroundLoad(((ProxyMethodInvocation) this.call).invocableClone(), kind, sink);
	}

	/**
	 * Spring has come back with a result.
	 * @return what the caller gets
	 */
	@Nullable Object executed(@Nullable Object result) {
		LoadLedger loads = this.ledger;
		return (loads == null) ? result : executed(result, loads);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the caller has it
	private @Nullable Object executed(@Nullable Object result, LoadLedger loads) {
		if (!(result instanceof CompletableFuture<?> answer) || kind() != ReturnKind.FUTURE) {
			if (!this.invoked && loads.owes()) {
				// Found in another cache.
				loads.returned(ObjectUtils.unwrapOptional(result));
			}
			loads.end();
			return result;
		}
		if (answer.isDone() || this.invoked) {
			if (!this.invoked && !answer.isCompletedExceptionally()) {
				loads.returned(answer.join());
			}
			loads.end();
		}
		else {
			// Perhaps to be found in another cache.
			loads.detach();
			answer.whenComplete((value, failure) -> loads.end());
		}
		// Spring's put hangs on its future, so that must not be the caller's to cancel.
		return answer.copy();
	}

	/** Spring has come back with an exception. */
	void broken() {
		if (this.ledger != null) {
			this.ledger.end();
		}
	}

}
