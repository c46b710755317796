// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/layout_editor.h"

#include "editor/layout_fields.h"
#include "editor/stream_tree.h"
#include "language/language.h"
#include "workload/edit.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

LayoutEditor::LayoutEditor(ExperimentDocument* document, QWidget* parent)
    : OutlineEditor(document, new StreamTree, QStringLiteral("stream"), parent),
      m_streams(static_cast<StreamTree*>(m_tree)), m_layouts(new QComboBox(this))
{
    m_layouts->setObjectName(QStringLiteral("layoutBox"));
    m_layouts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_layouts->setMinimumContentsLength(6);
    m_buttons->insertWidget(0, m_layouts, 1);
    connect(m_layouts, &QComboBox::activated, this,
            [this](int index) { showLayout(m_layouts->itemData(index).toString()); });
    connect(m_streams, &StreamTree::branchDropped, this, &LayoutEditor::assign);
    start();
}

void LayoutEditor::retranslate()
{
    setAddText(tr("Add"), tr("Add a stream, or a copy of this layout"));
    setRemoveTip(tr("Remove the selected stream, or this layout"));
    m_layouts->setAccessibleName(tr("Layout"));
    m_tree->setAccessibleName(tr("Streams and their branches"));
    m_tree->setToolTip(tr("Drag a branch to another stream"));
    OutlineEditor::retranslate();
}

void LayoutEditor::showLayout(const QString& name)
{
    m_name = name;
    rebuild();
}

QString LayoutEditor::duplicate()
{
    const auto before = m_document->experiment().layoutNames();
    const Status status = m_document->edit(tr("add a layout"), [this](const auto& experiment) {
        return workload::duplicateLayout(experiment, m_name.toStdString());
    });
    if (status)
        for (const std::string& name : m_document->experiment().layoutNames())
            if (std::find(before.begin(), before.end(), name) == before.end())
                showLayout(text(name));
    edited(status);
    return status ? m_name : QString();
}

void LayoutEditor::remove(const QString& name)
{
    edited(m_document->edit(tr("remove a layout"), [&name](const auto& experiment) {
        return workload::removeLayout(experiment, name.toStdString());
    }));
}

/// The box lists the layouts; the shown one stays, or is the first.
void LayoutEditor::adoptLayouts()
{
    const QSignalBlocker quiet(m_layouts);
    m_layouts->clear();
    const auto names = m_document->experiment().layoutNames();
    for (const std::string& name : names)
        m_layouts->addItem(text(m_document->experiment().layoutTitle(name, language())), text(name));
    const auto found = std::find(names.begin(), names.end(), m_name.toStdString());
    const auto index = found == names.end() ? 0 : found - names.begin();
    m_name = text(names[std::size_t(index)]);
    m_layouts->setCurrentIndex(int(index));
}

void LayoutEditor::fillTree()
{
    adoptLayouts();
    m_resolved.reset();
    if (auto resolved = m_document->experiment().resolve(m_name.toStdString()))
        m_resolved = std::move(*resolved);
    if (m_resolved)
        m_streams->setLayout(m_layouts->currentText(), m_resolved->workload, shown(), placeRole);
}

void LayoutEditor::fillAddMenu(QMenu* menu)
{
    QAction* stream = menu->addAction(tr("stream"), this, [this] {
        const Status status = m_document->edit(tr("add a stream"), [this](const auto& experiment) {
            return workload::addStream(experiment, m_name.toStdString());
        });
        edited(status, text(shown().streams.back().place));
    });
    stream->setObjectName(QStringLiteral("add-stream"));
    QAction* copy = menu->addAction(tr("copy of this layout"), this, [this] { duplicate(); });
    copy->setObjectName(QStringLiteral("add-layout"));
}

bool LayoutEditor::canRemove(const QString& place) const
{
    const bool isLayout = !place.contains(QLatin1String("/streams/"));
    if (m_streams->branchOf(m_tree->currentItem()) >= 0 || !m_resolved)
        return false;
    return isLayout ? place == text(shown().place) && m_layouts->count() > 1 : shown().streams.size() > 1;
}

void LayoutEditor::removeSelected(const QString& place)
{
    const int stream = m_streams->streamOf(m_tree->currentItem());
    if (stream < 0 && !place.contains(QLatin1String("/streams/"))) {
        remove(m_name);
        return;
    }
    const std::string name = stream >= 0 ? shown().streams[std::size_t(stream)].name
                                         : plain(MemberFields(m_document, place).value("name")).toStdString();
    edited(m_document->edit(tr("remove a stream"), [&](const auto& experiment) {
        return workload::removeStream(experiment, m_name.toStdString(), name);
    }));
}

void LayoutEditor::assign(int branch, int stream)
{
    edited(m_document->edit(tr("move a branch"), [&](const auto& experiment) {
        return workload::assignBranch(experiment, m_name.toStdString(),
                                      m_resolved->workload.branches.at(std::size_t(branch)).name,
                                      shown().streams.at(std::size_t(stream)).name);
    }));
}

FieldForm::Page LayoutEditor::page(const QString& place)
{
    if (!m_resolved)
        return {};
    const int stream = m_streams->streamOf(m_tree->currentItem());
    const int branch = m_streams->branchOf(m_tree->currentItem());
    if (branch >= 0)
        return branchPage(branch);
    if (place.contains(QLatin1String("/assign/")))
        return {place, tr("The default stream is here because a branch is assigned to it."), {}};
    if (stream >= 0 && place.contains(QLatin1Char('#')) && place.lastIndexOf(QLatin1Char('#')) > 0)
        return streamPage(stream);
    return place.contains(QLatin1String("/streams/")) ? entryPage(place) : layoutPage(place);
}

FieldForm::Page LayoutEditor::layoutPage(const QString& place)
{
    FieldForm::Page page = layoutFields(m_document, place);
    page.fields.front().commit = [this, before = m_name](const QString& value) {
        m_name = value; // the document tells of the change under the new name
        const Status status = m_document->edit(tr("rename a layout"), [&](const auto& experiment) {
            return workload::setLayoutField(experiment, before.toStdString(), "name", value.toStdString());
        });
        if (!status)
            m_name = before;
        return status;
    };
    return page;
}

FieldForm::Field LayoutEditor::renameField(const std::string& name)
{
    return {tr("Name"),
            "name",
            text(name),
            {},
            {},
            {},
            [this, name](const QString& typed) {
                return m_document->edit(tr("rename a stream"), [&](const auto& experiment) {
                    return workload::renameStream(experiment, m_name.toStdString(), name, typed.toStdString());
                });
            },
            {}};
}

/// An entry of the file: one stream, or several of one kind.
FieldForm::Page LayoutEditor::entryPage(const QString& place)
{
    const MemberFields members(m_document, place);
    const std::string name = plain(members.value("name")).toStdString();
    FieldForm::Page page{place, {}, {renameField(name)}};
    if (name != "default") {
        page.fields.push_back(members.number(tr("How many"), "count", "1"));
        page.fields.push_back(members.number(tr("Priority"), "priority", tr("0, the least")));
        page.fields.push_back(members.choice(tr("Default stream"), "flags",
                                             {tr("blocks this stream"), tr("does not block it")},
                                             {"blocking", "non-blocking"}));
    }
    page.fields.push_back(members.number(tr("Thread"), "thread", tr("dealt in turn")));
    page.fields.push_back(members.number(tr("Device"), "device", "0"));
    page.fields.push_back(members.number(tr("Process"), "process", "0"));
    return page;
}

FieldForm::Field LayoutEditor::streamField(const QString& label, const QString& key, const std::string& name,
                                           const QString& value)
{
    return {label,
            key,
            value,
            {},
            {},
            {},
            [this, label, key, name](const QString& typed) {
                return m_document->edit(MemberFields::undoText(label), [&](const auto& experiment) {
                    return workload::setStreamField(experiment, m_name.toStdString(), name, key.toStdString(),
                                                    numberOrText(typed));
                });
            },
            {}};
}

/// One of several streams of an entry: a change makes it stand alone.
FieldForm::Page LayoutEditor::streamPage(int stream)
{
    const workload::Stream& one = shown().streams.at(std::size_t(stream));
    FieldForm::Field flags = streamField(tr("Default stream"), "flags", one.name,
                                         one.nonBlocking ? QStringLiteral("non-blocking") : QStringLiteral("blocking"));
    flags.choices = QStringList{tr("blocks this stream"), tr("does not block it")};
    flags.choiceValues = QStringList{"blocking", "non-blocking"};
    return {text(one.place),
            tr("One of several. A change writes each of them out, so that this one differs."),
            {renameField(one.name), streamField(tr("Priority"), "priority", one.name, QString::number(one.priority)),
             flags, streamField(tr("Thread"), "thread", one.name, QString::number(one.thread)),
             streamField(tr("Device"), "device", one.name, QString::number(one.device)),
             streamField(tr("Process"), "process", one.name, QString::number(one.process))}};
}

FieldForm::Page LayoutEditor::branchPage(int branch)
{
    FieldForm::Field stream{tr("Runs on"),
                            QStringLiteral("runsOn"),
                            QString::number(shown().streamOfBranch.at(std::size_t(branch))),
                            {},
                            {},
                            {},
                            [this, branch](const QString& value) {
                                assign(branch, value.toInt());
                                return Status();
                            },
                            {}};
    for (std::size_t i = 0; i < shown().streams.size(); ++i) {
        stream.choices += text(shown().streams[i].name);
        stream.choiceValues += QString::number(i);
    }
    return {QStringLiteral("#branch %1").arg(branch), {}, {stream}};
}

} // namespace streamscope::ui
