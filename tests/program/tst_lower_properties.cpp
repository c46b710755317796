// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "program/happens_before.h"
#include "program/lower.h"

#include <map>
#include <QTest>
#include <rapidcheck.h>
#include <set>

using namespace streamscope;
using namespace streamscope::program;
using workload::OperationKind;

/// What holds for every workload under every layout.
class TestLowerProperties : public QObject
{
    Q_OBJECT

private slots:
    void everyLayoutKeepsTheOrderThatTheWorkloadAsksFor();
    void everyLayoutSubmitsTheSameOperations();
    void aWorkloadLowersInEveryLayoutOrInNone();
    void noWaitIsSubmittedBeforeItsRecord();
    void streamsOrderAllThatStandsInThem();
};

namespace {

int below(int limit)
{
    return *rc::gen::inRange(0, limit);
}

/// Kernels, records and waits in up to six branches; the events may well form rings.
workload::Workload anyWorkload()
{
    workload::Workload work;
    const int branches = 1 + below(6);
    for (int index = 0; index < branches; ++index) {
        workload::Branch branch;
        branch.name = "b" + std::to_string(index);
        for (int kernels = below(5); kernels > 0; --kernels) {
            workload::Operation operation;
            operation.kernel = workload::findKernel("empty");
            operation.parameters = {1, 32};
            branch.operations.push_back(operation);
        }
        for (int before = 0; before < index; ++before)
            if (below(4) == 0)
                branch.after.push_back(before);
        work.branches.push_back(branch);
    }
    const auto insert = [&](OperationKind kind, Index event) {
        auto& operations = work.branches[static_cast<std::size_t>(below(branches))].operations;
        workload::Operation operation;
        operation.kind = kind;
        operation.event = event;
        operations.insert(operations.begin() + below(static_cast<int>(operations.size()) + 1), operation);
    };
    for (int event = below(4); event > 0; --event) {
        work.events.push_back("e" + std::to_string(event));
        insert(OperationKind::record, static_cast<Index>(work.events.size() - 1));
        for (int waits = below(3); waits > 0; --waits)
            insert(OperationKind::wait, static_cast<Index>(work.events.size() - 1));
    }
    return work;
}

workload::Layout anyLayout(const workload::Workload& work)
{
    workload::Layout layout;
    layout.threads = 1 + below(3);
    const int streams = 1 + below(4);
    for (int index = 0; index < streams; ++index) {
        workload::Stream stream;
        stream.name = "s" + std::to_string(index);
        stream.thread = below(layout.threads);
        stream.nonBlocking = below(2) == 1;
        layout.streams.push_back(stream);
    }
    for (std::size_t branch = 0; branch < work.branches.size(); ++branch)
        layout.streamOfBranch.push_back(below(streams));
    layout.issue = static_cast<workload::IssueOrder>(below(2));
    layout.launch = static_cast<workload::LaunchMode>(below(2));
    layout.memoryOfBuffer.assign(work.buffers.size(), workload::HostMemory::pinned);
    return layout;
}

using Place = std::pair<Index, std::size_t>; ///< branch, operation

/// All pairs that the workload orders, by way of a transitive closure.
std::set<std::pair<Place, Place>> requiredOrder(const workload::Workload& work)
{
    std::vector<Place> places;
    std::map<Index, Place> records;
    for (std::size_t branch = 0; branch < work.branches.size(); ++branch)
        for (std::size_t index = 0; index < work.branches[branch].operations.size(); ++index) {
            places.emplace_back(static_cast<Index>(branch), index);
            const workload::Operation& operation = work.branches[branch].operations[index];
            if (operation.kind == OperationKind::record)
                records[operation.event] = places.back();
        }
    // A branch without operations hands on what it comes after.
    std::vector<std::set<Index>> after(work.branches.size());
    for (std::size_t branch = 0; branch < after.size(); ++branch)
        for (const Index before : work.branches[branch].after) {
            after[branch].insert(before);
            after[branch].insert(after[static_cast<std::size_t>(before)].begin(),
                                 after[static_cast<std::size_t>(before)].end());
        }
    const auto direct = [&](const Place& a, const Place& b) {
        if (a.first == b.first && a.second < b.second)
            return true;
        const workload::Operation& wait = work.branches[static_cast<std::size_t>(b.first)].operations[b.second];
        return after[static_cast<std::size_t>(b.first)].count(a.first) > 0 ||
               (wait.kind == OperationKind::wait && records[wait.event] == a);
    };
    const std::size_t count = places.size();
    std::vector<std::vector<char>> reach(count, std::vector<char>(count, 0));
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b)
            reach[a][b] = a != b && direct(places[a], places[b]);
    for (std::size_t via = 0; via < count; ++via)
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = 0; b < count; ++b)
                reach[a][b] |= reach[a][via] && reach[via][b];
    std::set<std::pair<Place, Place>> order;
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < count; ++b)
            if (reach[a][b])
                order.insert({places[a], places[b]});
    return order;
}

/// Where each operation of the program stands in the workload: those of a branch are submitted in their order.
std::vector<Place> placesOf(const Program& program)
{
    std::vector<Place> places;
    std::map<Index, std::size_t> next;
    for (const Operation& operation : program.operations)
        places.emplace_back(operation.branch, next[operation.branch]++);
    return places;
}

/// All pairs of kernels that the program orders.
std::set<std::pair<Place, Place>> programOrder(const Program& program)
{
    const std::vector<Place> places = placesOf(program);
    std::set<std::pair<Place, Place>> order;
    std::vector<Index> visited;
    HappensBefore happens(program);
    happens.walk([&](Index operation, const Clock& before) {
        for (const Index earlier : visited)
            if (happens.numberInStream(earlier) <=
                before[static_cast<std::size_t>(program.operations[static_cast<std::size_t>(earlier)].stream)])
                order.insert({places[static_cast<std::size_t>(earlier)], places[static_cast<std::size_t>(operation)]});
        visited.push_back(operation);
        return true;
    });
    return order;
}

bool isKernel(const workload::Workload& work, const Place& place)
{
    return work.branches[static_cast<std::size_t>(place.first)].operations[place.second].kind == OperationKind::kernel;
}

} // namespace

void TestLowerProperties::everyLayoutKeepsTheOrderThatTheWorkloadAsksFor()
{
    QVERIFY(rc::check([] {
        const workload::Workload work = anyWorkload();
        const auto program = lower(work, anyLayout(work), 90);
        RC_PRE(static_cast<bool>(program));
        const auto kept = programOrder(*program);
        for (const auto& [first, second] : requiredOrder(work))
            if (isKernel(work, first) && isKernel(work, second))
                RC_ASSERT(kept.count({first, second}) == 1u);
    }));
}

void TestLowerProperties::everyLayoutSubmitsTheSameOperations()
{
    QVERIFY(rc::check([] {
        const workload::Workload work = anyWorkload();
        const workload::Layout layout = anyLayout(work);
        const auto program = lower(work, layout, 90);
        RC_PRE(static_cast<bool>(program));
        std::size_t kernels = 0, all = 0;
        for (const workload::Branch& branch : work.branches) {
            all += branch.operations.size();
            for (const workload::Operation& operation : branch.operations)
                kernels += operation.kind == OperationKind::kernel;
        }
        const std::vector<Place> places = placesOf(*program);
        RC_ASSERT(std::set<Place>(places.begin(), places.end()).size() == all);
        std::size_t submitted = 0;
        for (std::size_t thread = 0; thread < program->threads.size(); ++thread)
            for (const HostCall& call : program->threads[thread]) {
                submitted += call.operation >= 0;
                if (layout.launch == workload::LaunchMode::eager)
                    RC_ASSERT(layout.streams[static_cast<std::size_t>(call.stream)].thread == static_cast<int>(thread));
            }
        if (layout.launch == workload::LaunchMode::graph)
            RC_ASSERT(program->graph.nodes.size() == kernels);
        else
            RC_ASSERT(submitted == all);
    }));
}

void TestLowerProperties::aWorkloadLowersInEveryLayoutOrInNone()
{
    QVERIFY(rc::check([] {
        const workload::Workload work = anyWorkload();
        const auto first = lower(work, anyLayout(work), 90);
        const auto second = lower(work, anyLayout(work), 90);
        RC_ASSERT(static_cast<bool>(first) == static_cast<bool>(second));
        // It fails if and only if something would have to come before itself.
        bool ring = false;
        for (const auto& [before, after] : requiredOrder(work))
            ring = ring || before == after;
        RC_ASSERT(static_cast<bool>(first) == !ring);
    }));
}

void TestLowerProperties::noWaitIsSubmittedBeforeItsRecord()
{
    QVERIFY(rc::check([] {
        const workload::Workload work = anyWorkload();
        workload::Layout layout = anyLayout(work);
        layout.launch = workload::LaunchMode::eager;
        const auto program = lower(work, layout, 90);
        RC_PRE(static_cast<bool>(program));
        // Threads that wait for one another's records come to an end, ...
        std::vector<std::size_t> next(program->threads.size());
        std::set<Index> recorded;
        for (bool goesOn = true; goesOn;) {
            goesOn = false;
            for (std::size_t thread = 0; thread < next.size(); ++thread)
                for (; next[thread] < program->threads[thread].size(); ++next[thread]) {
                    const HostCall& call = program->threads[thread][next[thread]];
                    if (call.kind == CallKind::streamWaitEvent && !recorded.count(call.event))
                        break;
                    if (call.kind == CallKind::eventRecord)
                        recorded.insert(call.event);
                    goesOn = true;
                }
        }
        for (std::size_t thread = 0; thread < next.size(); ++thread)
            RC_ASSERT(next[thread] == program->threads[thread].size());
        // ... and one thread alone never has to wait.
        for (std::size_t thread = 0; thread < next.size() && layout.threads == 1; ++thread) {
            std::set<Index> own;
            for (const HostCall& call : program->threads[thread]) {
                RC_ASSERT(call.kind != CallKind::streamWaitEvent || own.count(call.event) == 1u);
                if (call.kind == CallKind::eventRecord)
                    own.insert(call.event);
            }
        }
    }));
}

void TestLowerProperties::streamsOrderAllThatStandsInThem()
{
    QVERIFY(rc::check([] {
        const workload::Workload work = anyWorkload();
        const workload::Layout layout = anyLayout(work);
        const auto program = lower(work, layout, 90);
        RC_PRE(static_cast<bool>(program));
        // A stream orders all that stands in it, and no order contradicts another.
        const auto kept = programOrder(*program);
        const std::vector<Place> places = placesOf(*program);
        for (const auto& [first, second] : kept)
            RC_ASSERT(kept.count({second, first}) == 0u);
        for (std::size_t a = 0; a < places.size(); ++a)
            for (std::size_t b = a + 1; b < places.size(); ++b)
                if (program->operations[a].stream == program->operations[b].stream && isKernel(work, places[a]) &&
                    isKernel(work, places[b]))
                    RC_ASSERT(kept.count({places[a], places[b]}) == 1u);
    }));
}

QTEST_APPLESS_MAIN(TestLowerProperties)
#include "tst_lower_properties.moc"
