//! What each phase of one function takes: its configuration, its calibrated defaults and its chance, made ready for drawing.

mod start;

use super::Environment;
use super::computing::{HandlerSpeed, cpu_slowdown};
use super::defaults::PhaseDefaults;
use super::durable::DurableTiming;
use super::duration::scaled;
use super::lifespan::Lifespan;
use super::response::ResponseTiming;
use super::restore::RestoreTiming;
use super::run::{Run, RunKey};
use crate::assumptions::{Constant, Constants};
use crate::chance::{Chance, Purpose, Stream};
use crate::distribution::{Distribution, Sampler};
use crate::invoke::Attempt;
use crate::scenario::{Function, ranges};
use crate::trace::Outcome;
use crate::units::{Instant, MegaBytes, Micros};

/// No drawn maximum age is shorter, whatever its distribution: replacing environments must not be all that a run does.
const LEAST_AGE: Micros = Micros(1_000_000);

/// The times of one function in one configuration.
#[derive(Clone, Debug)]
pub struct FunctionTiming {
    download: Sampler,
    start: Sampler,
    init: Sampler,
    init_error_rate: f64,
    has_its_handler: bool,
    failing_init_time: f64,
    init_limit: Micros,
    /// The same where init runs ahead of requests (Q16).
    init_limit_ahead: Micros,
    failed_init_counts: bool,
    /// By what init takes longer at the handler's share of a CPU.
    init_slowdown: f64,
    handler: Sampler,
    /// What each event adds to the drawn handler time, in ms.
    per_event_ms: f64,
    speed: HandlerSpeed,
    memory: MegaBytes,
    memory_used: Sampler,
    /// The memory used, in MB, if it is always the same and fits, and the response does not matter: see [`Self::plain_run`].
    plain_memory_mb: Option<u16>,
    error_rate: f64,
    crash_rate: f64,
    timeout: Micros,
    initialized: Lifespan,
    sandbox: Lifespan,
    maximum_age: Lifespan,
    extensions: Vec<ExtensionTiming>,
    restore: Option<RestoreTiming>,
    ahead_share: f64,
    response: Option<ResponseTiming>,
    durable: Option<Box<DurableTiming>>,
}

/// The times of one extension (L15).
#[derive(Clone, Debug)]
struct ExtensionTiming {
    init: Sampler,
    after_handler: Sampler,
}

impl FunctionTiming {
    /// The times of `function`.
    #[must_use]
    pub fn new(function: &Function, constants: &Constants) -> Self {
        let defaults = PhaseDefaults::of(function);
        let sampler =
            |given: &Option<Distribution>, default: &Distribution| Sampler::new(given.as_ref().unwrap_or(default));
        let (work, keep) = (&function.work, &function.keep_alive);
        let idle_life = Distribution::Clamped {
            min: constants.get(Constant::IdleLifeMin),
            max: None,
            of: Box::new(Distribution::lognormal(
                constants.get(Constant::IdleLifeP50),
                constants.get(Constant::IdleLifeP99),
            )),
        };
        let maximum_age = Distribution::Uniform {
            min: constants.get(Constant::MaximumAgeMin),
            max: constants.get(Constant::MaximumAgeMax),
        };
        let memory_used = sampler(&work.memory_used_mb, &defaults.memory_used_mb.value);
        let plain_memory_mb = match &memory_used {
            Sampler::Constant(used) if function.response.is_none() => {
                (*used <= f64::from(function.memory_mb)).then(|| (used + 0.5) as u16)
            }
            _ => None,
        };
        Self {
            download: sampler(&function.phases.download_ms, &defaults.download_ms.value),
            start: sampler(&function.phases.start_ms, &defaults.start_ms.value),
            init: sampler(&function.phases.init_ms, &defaults.init_ms.value),
            init_error_rate: function.phases.init_error_rate,
            has_its_handler: function.has_its_handler(),
            failing_init_time: constants.get(Constant::FailingInitTime),
            init_limit: Micros::from_secs_f64(constants.get(Constant::InitLimit)),
            init_limit_ahead: Micros::from_secs_f64(
                constants.get(Constant::InitLimitAhead).max(f64::from(function.timeout_s)),
            ),
            failed_init_counts: constants.get(Constant::FailedInitCounts) >= 0.5,
            init_slowdown: cpu_slowdown(MegaBytes(function.memory_mb), 1, constants),
            handler: Sampler::new(&work.duration_ms),
            per_event_ms: work.duration_per_event_ms,
            speed: HandlerSpeed::of(function, constants),
            memory: MegaBytes(function.memory_mb),
            memory_used,
            plain_memory_mb,
            error_rate: work.error_rate,
            crash_rate: work.crash_rate,
            timeout: Micros::from_secs(u64::from(function.timeout_s)),
            initialized: Lifespan::new(&keep.initialized_s, idle_life),
            sandbox: Lifespan::new(&keep.sandbox_s, constants.get(Constant::SandboxLife).into()),
            maximum_age: Lifespan::new(&keep.max_age_s, maximum_age),
            extensions: (function.extensions.iter())
                .map(|extension| ExtensionTiming {
                    init: sampler(&extension.init_ms, &0.0.into()),
                    after_handler: sampler(&extension.after_handler_ms, &0.0.into()),
                })
                .collect(),
            restore: function.snap_start.then(|| RestoreTiming::new(function, constants)),
            ahead_share: function.proactive_init_share,
            response: function.response.as_ref().map(|response| ResponseTiming {
                size_mb: Sampler::new(&response.size_mb),
                streaming: response.streaming,
                first_byte_share: response.first_byte_share,
                at_once_mb: constants.get(Constant::ResponseAtOnce),
                mb_per_s: constants.get(Constant::StreamRate),
            }),
            durable: (function.durable.as_ref()).map(|durable| Box::new(DurableTiming::new(durable, constants))),
        }
    }

    /// The same for `$LATEST`, which has no snapshot.
    #[must_use]
    pub fn without_snapshot(self) -> Self {
        Self { restore: None, ..self }
    }

    /// The same without [`Self::plain_run`] and with every lifetime drawn as soon as it begins.
    #[must_use]
    pub fn without_shortcuts(self) -> Self {
        Self { plain_memory_mb: None, initialized: self.initialized.without_bound(), ..self }
    }

    /// The same where the timeout ends nothing: whoever asks cuts by itself (N1).
    #[must_use]
    pub fn without_timeout(self) -> Self {
        Self { timeout: Micros::MAX, ..self }
    }

    /// Multiplies the handler's time, and that of a durable execution's work, in place of the factor before.
    pub fn slow_down(&mut self, factor: f64) {
        self.speed.slow_down(factor);
    }

    /// Sets the share of invocations whose handler returns an error.
    pub const fn set_error_rate(&mut self, rate: f64) {
        self.error_rate = rate;
    }

    /// Whether a snapshot that was last restored at `last` is restored quickly now; none where there is no snapshot.
    #[must_use]
    pub fn is_cached(&self, last: Option<Instant>, now: Instant) -> Option<bool> {
        let restore = self.restore.as_ref()?;
        Some(last.is_some_and(|last| now.since(last) <= restore.cached_for))
    }

    /// Whether Lambda initialised this new environment ahead of the request that finds it (L10).
    #[inline]
    #[must_use]
    pub fn is_initialised_ahead(&self, environment: &Environment, chance: Chance) -> bool {
        self.ahead_share > 0.0
            && chance.happens(self.ahead_share, environment.stream, environment.ordinal.into(), Purpose::AHEAD)
    }

    /// What a durable execution does, if this is a durable function.
    #[must_use]
    pub fn durable(&self) -> Option<&DurableTiming> {
        self.durable.as_deref()
    }

    /// How fast its handler is.
    #[must_use]
    pub const fn speed(&self) -> HandlerSpeed {
        self.speed
    }

    /// The function's timeout.
    #[must_use]
    pub const fn timeout(&self) -> Micros {
        self.timeout
    }

    /// How long an idle environment stays initialised.
    #[must_use]
    pub const fn initialized(&self) -> &Lifespan {
        &self.initialized
    }

    /// How long its sandbox stays after that.
    #[must_use]
    pub const fn sandbox(&self) -> &Lifespan {
        &self.sandbox
    }

    /// When an environment created now, the `ordinal`-th of its stream, reaches its maximum age.
    #[must_use]
    pub fn retire_at(&self, created: Instant, stream: Stream, ordinal: u32, chance: Chance) -> Instant {
        if self.maximum_age.is_fixed() {
            return created + self.maximum_age.at_least();
        }
        let age = self.maximum_age.draw(chance.uniform(stream, u64::from(ordinal), Purpose::MAXIMUM_AGE));
        created + age.max(LEAST_AGE)
    }

    /// The size of what a run returns, in MB, where it matters.
    #[must_use]
    pub fn response_mb(&self, key: &RunKey, chance: Chance) -> Option<f64> {
        let response = self.response.as_ref()?;
        Some(response.size_mb.sample(chance.uniform(key.stream, key.ordinal, Purpose::RESPONSE_SIZE.repeat(key.runs))))
    }

    /// Whether anything goes on after the handler.
    #[inline]
    #[must_use]
    pub const fn has_extensions(&self) -> bool {
        !self.extensions.is_empty()
    }

    /// How long extensions go on after a handler that ended as `outcome` when `used` of the timeout was gone, and whether the
    /// timeout cuts them off (L15). What took the runtime took the extensions with it.
    #[must_use]
    pub fn after_handler(&self, key: &RunKey, outcome: Outcome, used: Micros, chance: Chance) -> (Micros, bool) {
        if !matches!(outcome, Outcome::Completed | Outcome::HandlerError) {
            return (Micros::ZERO, false);
        }
        let longest = (self.extensions.iter().enumerate())
            .map(|(number, extension)| {
                let purpose = Purpose::EXTENSION.repeat(key.runs * ranges::MAX_EXTENSIONS as u32 + number as u32);
                Micros::from_millis_f64(extension.after_handler.sample(chance.uniform(
                    key.stream,
                    key.ordinal,
                    purpose,
                )))
            })
            .max();
        let (longest, left) = (longest.unwrap_or_default(), self.timeout.saturating_sub(used));
        (longest.min(left), longest > left)
    }

    /// The same as [`Self::run`] where nothing but the handler's time is by chance, and its draw came with the arrival.
    #[inline]
    #[must_use]
    pub fn plain_run(&self, attempt: &Attempt, before: Micros) -> Option<Run> {
        let memory_used_mb = self.plain_memory_mb?;
        // The rates are asked each time: a change may set them mid-run.
        let may_differ = self.error_rate > 0.0 || self.crash_rate > 0.0 || self.per_event_ms > 0.0;
        if may_differ || attempt.poisoned || attempt.runs > 0 || attempt.handler_draw.is_nan() {
            return None;
        }
        let drawn = self.handler.sample_with(attempt.handler_draw, attempt.handler_ln);
        let handler = self.speed.time(drawn);
        let left = self.timeout.saturating_sub(before);
        let outcome = if handler > left { Outcome::Timeout } else { Outcome::Completed };
        Some(Run { handler: handler.min(left), outcome, memory_used_mb, streamed: None })
    }

    /// The handler's run after `before`, the part of the timeout that a suppressed init has used.
    #[must_use]
    pub fn run(&self, key: &RunKey, before: Micros, chance: Chance) -> Run {
        let u = |purpose: Purpose| chance.uniform(key.stream, key.ordinal, purpose.repeat(key.runs));
        let drawn = match &self.handler {
            Sampler::Constant(value) => *value,
            sampler if key.runs == 0 && !key.handler_draw.is_nan() => sampler.sample(key.handler_draw),
            sampler => sampler.sample(u(Purpose::HANDLER)),
        };
        let drawn = drawn + self.per_event_ms * f64::from(key.events);
        let mut handler = self.speed.time(drawn);
        let mut outcome = Outcome::Completed;
        if key.poisoned {
            outcome = Outcome::HandlerError;
        }
        let happens = |rate: f64, purpose: Purpose| rate > 0.0 && (rate >= 1.0 || u(purpose) < rate);
        if happens(self.crash_rate, Purpose::CRASH) {
            outcome = Outcome::Crash;
        } else if happens(self.error_rate, Purpose::ERROR) {
            outcome = Outcome::HandlerError;
        }
        let used = match &self.memory_used {
            Sampler::Constant(value) => *value,
            sampler => sampler.sample(u(Purpose::MEMORY)),
        };
        let configured = f64::from(self.memory.0);
        if used > configured {
            handler = scaled(handler, configured / used);
            outcome = Outcome::OutOfMemory;
        }
        let left = self.timeout.saturating_sub(before);
        let mut stream = None;
        if let Some(response) = &self.response
            && outcome == Outcome::Completed
        {
            let size = response.size_mb.sample(u(Purpose::RESPONSE_SIZE));
            if response.streaming {
                let first = scaled(handler, response.first_byte_share);
                handler = handler.max(first + response.throttled(size));
                stream = Some((first.min(left), size));
            } else if size > response.at_once_mb {
                outcome = Outcome::ResponseTooLarge;
            }
        }
        if handler > left {
            handler = left;
            outcome = Outcome::Timeout;
        }
        let streamed = stream.zip(self.response.as_ref());
        let streamed = streamed.map(|((first, size), response)| (first, response.sent(first, size, handler, outcome)));
        Run { handler, outcome, streamed, memory_used_mb: (used.min(configured) + 0.5) as u16 }
    }
}
