//! Segments as X-Ray's JSON documents: one of the service and one of the function, subsegments inside.

use super::{Calls, Segment, SegmentKind, SegmentStatus, SegmentStyle, root, segments};
use crate::readings::synthetic_ids::{Epoch, request_id, segment_id, trace_id};
use crate::trace::{InvocationId, Trace};
use serde::Serialize;

/// A segment document, or a subsegment in one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Its id: 16 digits.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it begins: Unix time, in seconds.
    pub start_time: f64,
    /// When it ends.
    pub end_time: f64,
    /// The trace that it belongs to; subsegments inside have theirs from outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// The segment that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<String>,
    /// What kind of thing recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<&'static str>,
    /// `aws` for a call of a function, `remote` for one of another service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<&'static str>,
    /// A returned error, or a refusal.
    #[serde(skip_serializing_if = "is_false")]
    pub error: bool,
    /// Something broke.
    #[serde(skip_serializing_if = "is_false")]
    pub fault: bool,
    /// A refusal.
    #[serde(skip_serializing_if = "is_false")]
    pub throttle: bool,
    /// The request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aws: Option<Aws>,
    /// The subsegments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subsegments: Vec<Document>,
}

/// What X-Ray tells of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aws {
    /// The request id.
    pub request_id: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// The documents of an invocation and of all that it called, the caller's first.
#[must_use]
pub fn documents(trace: &Trace, calls: &Calls, id: InvocationId, style: SegmentStyle, epoch: Epoch) -> Vec<Document> {
    let (Some(tree), Some((call, begun))) = (segments(trace, calls, id, style), root(trace, id)) else {
        return Vec::new();
    };
    let mut writer = Writer { trace, epoch, style, trace_id: trace_id(call, begun, epoch), documents: Vec::new() };
    let mut next = 0;
    writer.segment(&tree, None, &mut next);
    writer.documents
}

struct Writer<'a> {
    trace: &'a Trace,
    epoch: Epoch,
    style: SegmentStyle,
    trace_id: String,
    documents: Vec<Document>,
}

impl Writer<'_> {
    fn name(&self, kind: SegmentKind) -> String {
        match kind {
            SegmentKind::Service(function) | SegmentKind::Function(function) | SegmentKind::Call(function) => {
                self.trace.functions.get(function.index()).map_or_else(String::new, |info| info.name.clone())
            }
            SegmentKind::Downstream(service) => {
                self.trace.downstreams.get(service.index()).map_or_else(String::new, |info| info.name.clone())
            }
            SegmentKind::Init if self.style == SegmentStyle::Old => "Initialization".to_owned(),
            SegmentKind::Init => "Init".to_owned(),
            SegmentKind::Restore => "Restore".to_owned(),
            SegmentKind::Invocation => "Invocation".to_owned(),
            SegmentKind::Overhead => "Overhead".to_owned(),
        }
    }

    /// A segment without what is below it. `next` numbers the pieces of one invocation.
    fn bare(&self, segment: &Segment, next: &mut u32) -> Document {
        let invocation = segment.invocation.unwrap_or_default();
        let id = segment_id(invocation, *next);
        *next += 1;
        let SegmentStatus { error, fault, throttle } = segment.status;
        let origin = match segment.kind {
            SegmentKind::Service(_) => Some("AWS::Lambda"),
            SegmentKind::Function(_) => Some("AWS::Lambda::Function"),
            _ => None,
        };
        Document {
            id,
            name: self.name(segment.kind),
            start_time: self.epoch.seconds(segment.begin),
            end_time: self.epoch.seconds(segment.end),
            trace_id: origin.map(|_| self.trace_id.clone()),
            parent_id: None,
            origin,
            namespace: match segment.kind {
                SegmentKind::Call(_) => Some("aws"),
                SegmentKind::Downstream(_) => Some("remote"),
                _ => None,
            },
            error,
            fault,
            throttle,
            aws: origin.map(|_| Aws { request_id: request_id(invocation).to_string() }),
            subsegments: Vec::new(),
        }
    }

    /// Writes a segment as a document of its own, and the segments below it as others.
    fn segment(&mut self, segment: &Segment, parent: Option<String>, next: &mut u32) {
        let document = Document { parent_id: parent, ..self.bare(segment, next) };
        let (id, place) = (document.id.clone(), self.documents.len());
        self.documents.push(document);
        let subsegments = self.below(segment, &id, next);
        self.documents[place].subsegments = subsegments;
    }

    fn below(&mut self, segment: &Segment, id: &str, next: &mut u32) -> Vec<Document> {
        let mut subsegments = Vec::new();
        for below in &segment.below {
            match below.kind {
                // Another service's segment is a document of its own, numbered from its own invocation.
                SegmentKind::Service(_) => self.segment(below, Some(id.to_owned()), &mut 0),
                SegmentKind::Function(_) => self.segment(below, Some(id.to_owned()), next),
                _ => {
                    let mut document = self.bare(below, next);
                    document.subsegments = self.below(below, &document.id.clone(), next);
                    subsegments.push(document);
                }
            }
        }
        subsegments
    }
}
