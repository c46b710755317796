// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"

#include "editor/experiment_document.h"
#include "editor/stream_tree.h"
#include "icons/icon.h"
#include "language/language.h"
#include "theme/theme.h"
#include "workload/edit.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace streamscope::ui {

namespace {

QToolButton* toolButton(const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

QString plain(const Json& value)
{
    return value.is_string() ? text(value.get_ref<const std::string&>())
           : value.is_null() ? QString()
                             : text(value.dump());
}

} // namespace

LayoutEditor::LayoutEditor(ExperimentDocument* document, QWidget* parent)
    : QWidget(parent), m_document(document), m_tree(new StreamTree(this)), m_form(new FieldForm(this)),
      m_layouts(new QComboBox(this)), m_addLayout(toolButton("addLayoutCopy", this)),
      m_removeLayout(toolButton("removeLayout", this)), m_addStream(toolButton("addStream", this)),
      m_removeStream(toolButton("removeStream", this))
{
    m_layouts->setObjectName(QStringLiteral("layoutBox"));
    m_layouts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_layouts->setMinimumContentsLength(6);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(m_layouts, 1);
    for (QToolButton* button : {m_addLayout, m_removeLayout, m_addStream, m_removeStream})
        buttons->addWidget(button);
    auto* left = new QVBoxLayout;
    left->addLayout(buttons);
    left->addWidget(m_tree, 1);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(m_form);
    area->setMinimumWidth(fontMetrics().averageCharWidth() * 32);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(left, 1);
    row->addWidget(area, 1);

    connect(m_layouts, &QComboBox::activated, this,
            [this](int index) { showLayout(m_layouts->itemData(index).toString()); });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { showFields(); });
    connect(m_tree, &StreamTree::branchDropped, this, &LayoutEditor::assign);
    connect(m_addStream, &QToolButton::clicked, this, [this] {
        m_form->showError(m_document->edit(tr("add a stream"), [this](const auto& experiment) {
            return workload::addStream(experiment, m_name.toStdString());
        }));
    });
    connect(m_removeStream, &QToolButton::clicked, this, [this] {
        const int stream = selectedStream();
        if (stream >= 0)
            m_form->showError(m_document->edit(tr("remove a stream"), [&](const auto& experiment) {
                return workload::removeStream(experiment, m_name.toStdString(), streamName(stream));
            }));
    });
    connect(m_addLayout, &QToolButton::clicked, this, &LayoutEditor::duplicate);
    connect(m_removeLayout, &QToolButton::clicked, this, [this] { remove(m_name); });
    connect(m_document, &ExperimentDocument::changed, this, &LayoutEditor::rebuild);
    retranslate();
}

void LayoutEditor::retranslate()
{
    const QColor ink = themeOf(palette()).text, faded = themeOf(palette()).mutedText;
    const auto set = [&](QToolButton* button, const char* image, const QString& label, const QString& tip) {
        button->setIcon(icon(image, ink, faded));
        button->setText(label);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        if (label.isEmpty())
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    };
    set(m_addLayout, "add", tr("Layout"), tr("Add a copy of this layout"));
    set(m_removeLayout, "remove", {}, tr("Remove this layout"));
    set(m_addStream, "add", tr("Stream"), tr("Add a stream"));
    set(m_removeStream, "remove", {}, tr("Remove the selected stream"));
    m_layouts->setAccessibleName(tr("Layout"));
    m_tree->setAccessibleName(tr("Streams and their branches"));
    m_tree->setToolTip(tr("Drag a branch to another stream"));
    rebuild();
}

void LayoutEditor::changeEvent(QEvent* event)
{
    // A change of palette comes while Qt walks over all widgets: none may go before it is through.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { retranslate(); }, Qt::QueuedConnection);
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
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
    m_form->showError(status);
    return status ? m_name : QString();
}

void LayoutEditor::remove(const QString& name)
{
    m_form->showError(m_document->edit(tr("remove a layout"), [&name](const auto& experiment) {
        return workload::removeLayout(experiment, name.toStdString());
    }));
}

int LayoutEditor::selectedStream() const
{
    return m_tree->streamOf(m_tree->currentItem());
}

std::string LayoutEditor::streamName(int stream) const
{
    return m_resolved->layout.streams.at(std::size_t(stream)).name;
}

void LayoutEditor::assign(int branch, int stream)
{
    m_form->showError(m_document->edit(tr("move a branch"), [&](const auto& experiment) {
        return workload::assignBranch(experiment, m_name.toStdString(),
                                      m_resolved->workload.branches.at(std::size_t(branch)).name, streamName(stream));
    }));
}

Status LayoutEditor::setField(const QString& what, const char* key, const Json& value)
{
    return m_document->edit(what, [&](const auto& experiment) {
        return workload::setLayoutField(experiment, m_name.toStdString(), key, value);
    });
}

void LayoutEditor::rebuild()
{
    const QSignalBlocker quietBox(m_layouts);
    m_layouts->clear();
    m_resolved.reset();
    const bool any = !m_document->isEmpty();
    for (QWidget* widget :
         {static_cast<QWidget*>(m_layouts), static_cast<QWidget*>(m_addLayout), static_cast<QWidget*>(m_addStream)})
        widget->setEnabled(any);
    if (!any) {
        m_tree->clear();
        m_form->setFields({});
        return;
    }
    const auto names = m_document->experiment().layoutNames();
    for (const std::string& name : names) {
        const QString title = text(m_document->experiment().layoutTitle(name, language()));
        m_layouts->addItem(title.isEmpty() ? text(name) : title, text(name));
    }
    const auto found = std::find(names.begin(), names.end(), m_name.toStdString());
    const std::size_t index = found == names.end() ? 0 : std::size_t(found - names.begin());
    m_name = text(names[index]);
    m_layouts->setCurrentIndex(int(index));
    m_removeLayout->setEnabled(names.size() > 1);
    if (auto resolved = m_document->experiment().resolve(names[index]))
        m_resolved = std::move(*resolved);
    if (m_resolved)
        m_tree->setLayout(m_layouts->currentText(), m_resolved->workload, m_resolved->layout);
    showFields();
}

std::vector<FieldForm::Field> LayoutEditor::layoutFields()
{
    const Json& layouts = m_document->experiment().document()["layouts"];
    const auto found = std::find_if(layouts.begin(), layouts.end(), [this](const Json& l) {
        return l.value("name", std::string()) == m_name.toStdString();
    });
    const Json& layout = *found;
    const auto field = [&](const QString& label, const char* key, const QString& hint) {
        FieldForm::Field made{label, QLatin1String(key), plain(layout.value(key, Json())), hint, {}, {}, {}};
        made.commit = [this, label, key](const QString& value) { return setField(label, key, numberOrText(value)); };
        return made;
    };
    const auto choice = [&](const QString& label, const char* key, const QStringList& names,
                            const QStringList& values) {
        FieldForm::Field made = field(label, key, {});
        made.choices = names;
        made.choiceValues = values;
        if (made.value.isEmpty())
            made.value = values.front();
        made.commit = [this, label, key, values](const QString& value) { // the first is what no word means
            return setField(label, key, value == values.front() ? Json() : Json(value.toStdString()));
        };
        return made;
    };
    FieldForm::Field name = field(tr("Name"), "name", {});
    name.commit = [this](const QString& value) {
        const QString before = std::exchange(m_name, value); // the document tells of the change under the new name
        const Status status = m_document->edit(tr("rename a layout"), [&](const auto& experiment) {
            return workload::setLayoutField(experiment, before.toStdString(), "name", value.toStdString());
        });
        if (!status)
            m_name = before;
        return status;
    };
    FieldForm::Field memory =
        choice(tr("Host memory"), "memory", {tr("pinned"), tr("pageable")}, {"pinned", "pageable"});
    memory.value = plain(layout.value("memory", Json::object()).value("*", Json("pinned")));
    memory.commit = [this](const QString& value) {
        return setField(tr("host memory"), "memory",
                        value == QLatin1String("pinned") ? Json() : Json{{"*", value.toStdString()}});
    };
    return {
        name,
        choice(tr("Launch"), "launch", {tr("eager, call by call"), tr("as a CUDA graph")}, {"eager", "graph"}),
        choice(tr("Issue order"), "issue", {tr("depth-first"), tr("breadth-first")}, {"depth-first", "breadth-first"}),
        memory,
        choice(tr("Default stream"), "default_stream", {tr("legacy"), tr("per thread")}, {"legacy", "per-thread"}),
        field(tr("Threads"), "threads", QStringLiteral("1")),
        field(tr("Connections"), "connections", tr("the device's")),
        field(tr("Framework's time per call, ns"), "host_cost_ns", QStringLiteral("0"))};
}

std::vector<FieldForm::Field> LayoutEditor::streamFields(int stream)
{
    const workload::Stream& one = m_resolved->layout.streams.at(std::size_t(stream));
    const auto field = [&](const QString& label, const char* key, const QString& value) {
        FieldForm::Field made{label, QLatin1String(key), value, {}, {}, {}, {}};
        made.commit = [this, label, key, name = one.name](const QString& typed) {
            return m_document->edit(label, [&](const auto& experiment) {
                return workload::setStreamField(experiment, m_name.toStdString(), name, key, numberOrText(typed));
            });
        };
        return made;
    };
    FieldForm::Field name = field(tr("Name"), "name", text(one.name));
    name.commit = [this, old = one.name](const QString& typed) {
        return m_document->edit(tr("rename a stream"), [&](const auto& experiment) {
            return workload::renameStream(experiment, m_name.toStdString(), old, typed.toStdString());
        });
    };
    FieldForm::Field flags = field(tr("Default stream"), "flags",
                                   one.nonBlocking ? QStringLiteral("non-blocking") : QStringLiteral("blocking"));
    flags.choices = QStringList{tr("blocks this stream"), tr("does not block it")};
    flags.choiceValues = QStringList{"blocking", "non-blocking"};
    std::vector<FieldForm::Field> fields = {name};
    if (!one.isDefault) {
        fields.push_back(field(tr("Priority"), "priority", QString::number(one.priority)));
        fields.push_back(flags);
    }
    fields.push_back(field(tr("Thread"), "thread", QString::number(one.thread)));
    return fields;
}

std::vector<FieldForm::Field> LayoutEditor::branchFields(int branch)
{
    FieldForm::Field stream{tr("Runs on"),
                            QStringLiteral("runsOn"),
                            QString::number(m_resolved->layout.streamOfBranch.at(std::size_t(branch))),
                            {},
                            {},
                            {},
                            {}};
    for (std::size_t i = 0; i < m_resolved->layout.streams.size(); ++i) {
        stream.choices += text(m_resolved->layout.streams[i].name);
        stream.choiceValues += QString::number(i);
    }
    stream.commit = [this, branch](const QString& value) {
        return m_document->edit(tr("move a branch"), [&](const auto& experiment) {
            return workload::assignBranch(experiment, m_name.toStdString(),
                                          m_resolved->workload.branches.at(std::size_t(branch)).name,
                                          streamName(value.toInt()));
        });
    };
    return {stream};
}

void LayoutEditor::showFields()
{
    if (!m_resolved) {
        m_form->setFields({});
        return;
    }
    const int stream = selectedStream(), branch = m_tree->branchOf(m_tree->currentItem());
    m_removeStream->setEnabled(stream >= 0 && m_resolved->layout.streams.size() > 1);
    if (branch >= 0)
        m_form->setFields(branchFields(branch));
    else if (stream >= 0)
        m_form->setFields(streamFields(stream));
    else
        m_form->setFields(layoutFields());
}

EditorPanel::EditorPanel(ExperimentDocument* document, QWidget* parent)
    : QWidget(parent), m_work(new WorkEditor(document, this)), m_layout(new LayoutEditor(document, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 16, 12);
    row->setSpacing(16);
    row->addWidget(m_work, 5);
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::VLine);
    row->addWidget(line);
    row->addWidget(m_layout, 7);
}

QString EditorPanel::duplicateLayout(const QString& name)
{
    m_layout->showLayout(name);
    return m_layout->duplicate();
}

} // namespace streamscope::ui
