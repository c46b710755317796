// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// What events that are no slices mean: instants, arrows, asynchronous marks, counters and names of rows.
#include "formats/event_fields.h"

#include <functional>

namespace streamscope::formats {

using namespace trace;

namespace {

/// A number, or a text's hash: ids are only compared.
std::int64_t identity(std::string_view text)
{
    std::int64_t id = 0;
    return scan::parseInteger(text, id) ? id : static_cast<std::int64_t>(std::hash<std::string_view>()(text));
}

} // namespace

void EventParser::takeInstant(Event& event)
{
    Ns timeNs = 0;
    if (!timeOf(event.ts, timeNs)) {
        ++m_batch.lost;
        return;
    }
    if (inside(event.name) == "[memory]") {
        std::int64_t allocated = -1, device = -1, type = 0;
        eachField(event.args, [&](std::string_view key, std::string_view value) {
            if (key == "Total Allocated")
                allocated = integerOr(value, -1);
            else if (key == "Device Id")
                device = integerOr(value, -1);
            else if (key == "Device Type")
                type = integerOr(value, 0);
        });
        const std::string name = type ? "allocated, GPU " + std::to_string(device) : "allocated, CPU";
        const std::uint32_t nameId = m_batch.names.intern(name, false);
        if (allocated >= 0)
            m_batch.counters.push_back({rowId(event.pid),
                                        {type ? device : -1, false},
                                        nameId,
                                        nameId,
                                        timeNs,
                                        static_cast<double>(allocated)});
        m_batch.lost += allocated < 0;
        return;
    }
    RowKey key;
    key.row = RowKey::Class::mark;
    key.pid = rowId(event.pid);
    key.tid = rowId(event.tid);
    EventBatch::Slice slice;
    slice.startNs = timeNs;
    slice.event = thisEvent();
    slice.name = m_batch.names.intern(inside(event.name), event.nameEscaped);
    slice.row = row(key);
    m_batch.slices.push_back(slice);
}

void EventParser::takeFlow(Event& event)
{
    if (m_own) // arrows of ours follow from correlations and the list of dependencies
        return;
    EventBatch::FlowEnd end;
    if (!timeOf(event.ts, end.timeNs)) {
        ++m_batch.lost;
        return;
    }
    end.id = identity(event.id);
    end.category = m_batch.names.intern(inside(event.cat), false);
    end.name = m_batch.names.intern(inside(event.name), event.nameEscaped);
    end.pid = rowId(event.pid);
    end.tid = rowId(event.tid);
    if (end.tid.isText && inside(event.tid).starts_with("stream ")) // its operations stand on the stream's row
        if (const std::int64_t stream = trailingNumber(inside(event.tid)); stream >= 0)
            end.tid = {stream, false};
    end.phase = event.phase;
    end.enclosing = event.enclosing;
    m_batch.flowEnds.push_back(end);
}

/// Chrome's later way: slices that share a bind_id, and say whether the arrow leaves or arrives.
void EventParser::takeBoundFlow(const Event& event, Ns startNs)
{
    EventBatch::FlowEnd end;
    end.id = identity(event.bindId);
    end.category = end.name = m_batch.names.intern("bind_id", false);
    end.pid = rowId(event.pid);
    end.tid = rowId(event.tid);
    end.timeNs = startNs;
    end.phase = event.flowsIn && event.flowsOut ? 't' : event.flowsOut ? 's' : 'f';
    end.enclosing = true;
    if (event.flowsIn || event.flowsOut)
        m_batch.flowEnds.push_back(end);
}

/// Begins, ends and instants of what is no thread's: paired by category, scope and id.
void EventParser::takeAsync(Event& event)
{
    EventBatch::AsyncMark mark;
    mark.slice.event = thisEvent();
    if (!timeOf(event.ts, mark.slice.startNs)) {
        ++m_batch.lost;
        return;
    }
    std::string_view id = event.id;
    eachField(event.id2, [&](std::string_view key, std::string_view value) {
        mark.local = key == "local";
        id = value;
    });
    fillKind(event);
    mark.id = identity(id);
    mark.category = m_batch.names.intern(inside(event.cat), false);
    mark.scope = m_batch.names.intern(inside(event.scope), false);
    mark.pid = rowId(event.pid);
    mark.tid = rowId(event.tid);
    mark.phase = event.phase == 'b' || event.phase == 'S' ? 'b' : event.phase == 'e' || event.phase == 'F' ? 'e' : 'n';
    mark.slice.name = event.nameId;
    mark.slice.kind = isOnGpu(event.category) ? SliceKind::unknown : event.kind;
    m_batch.asyncMarks.push_back(mark);
}

void EventParser::takeCounter(Event& event)
{
    EventBatch::CounterValue value;
    if (!timeOf(event.ts, value.timeNs)) {
        ++m_batch.lost;
        return;
    }
    value.pid = rowId(event.pid);
    value.tid = rowId(event.tid);
    value.name = m_batch.names.intern(inside(event.name), event.nameEscaped);
    if (!event.id.empty()) { // several counters of one name
        const std::string name = std::string(inside(event.name)) + " [" + std::string(inside(event.id)) + "]";
        value.name = m_batch.names.intern(name, event.nameEscaped);
    }
    const std::size_t before = m_batch.counters.size();
    eachField(event.args, [&](std::string_view key, std::string_view text) {
        if (!scan::parseDouble(inside(text), value.value) || value.value - value.value != 0) {
            ++m_batch.mended;
            return;
        }
        value.series = m_batch.names.intern(key, false);
        m_batch.counters.push_back(value);
    });
    m_batch.lost += m_batch.counters.size() == before;
}

void EventParser::takeRowName(Event& event)
{
    EventBatch::RowName name;
    name.what = m_batch.names.intern(inside(event.name), false);
    name.pid = rowId(event.pid);
    name.tid = rowId(event.tid);
    eachField(event.args, [&](std::string_view, std::string_view value) {
        if (!value.empty() && value[0] == '"')
            name.text = m_batch.names.intern(inside(value), value.find('\\') != std::string_view::npos);
        else
            name.number = integerOr(value, 0);
    });
    m_batch.rowNames.push_back(name);
}

} // namespace streamscope::formats
