// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/editor_panel.h"

#include "editor/experiment_document.h"
#include "icons/icon.h"
#include "language/language.h"
#include "theme/theme.h"
#include "workload/edit.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace streamscope::ui {

namespace {

constexpr int placeRole = Qt::UserRole;
constexpr const char* kinds[] = {"kernel", "copy", "memset", "record", "wait", "host", "cpu", "sync"};

QString kindName(const QString& kind)
{
    const std::pair<const char*, QString> names[] = {
        {"kernel", WorkEditor::tr("kernel")},       {"copy", WorkEditor::tr("copy")},
        {"memset", QStringLiteral("memset")},       {"record", WorkEditor::tr("record event")},
        {"wait", WorkEditor::tr("wait for event")}, {"host", WorkEditor::tr("host function")},
        {"cpu", WorkEditor::tr("CPU work")},        {"sync", WorkEditor::tr("synchronize")},
        {"alloc", WorkEditor::tr("allocate")},      {"free", WorkEditor::tr("free")},
        {"repeat", WorkEditor::tr("repeat")}};
    for (const auto& [id, name] : names)
        if (kind == QLatin1String(id))
            return name;
    return kind;
}

QString plain(const Json& value)
{
    return value.is_string() ? text(value.get_ref<const std::string&>())
           : value.is_null() ? QString()
                             : text(value.dump());
}

/// "kernel · spin", "copy · host → device".
QString operationText(const Json& operation)
{
    if (!operation.is_object() || operation.empty())
        return {};
    const QString kind = text(operation.begin().key());
    const Json& body = operation.begin().value();
    QString detail = plain(body.value("label", Json()));
    if (detail.isEmpty()) {
        if (kind == QLatin1String("kernel"))
            detail = plain(body.value("kernel", Json()));
        else if (kind == QLatin1String("copy"))
            detail = plain(body.value("from", Json())) + QStringLiteral(" → ") + plain(body.value("to", Json()));
        else
            for (const char* key : {"event", "ns", "scope", "buffer", "bytes", "count"})
                if (body.contains(key) && detail.isEmpty())
                    detail = plain(body[key]);
    }
    return detail.isEmpty() ? kindName(kind) : kindName(kind) + QStringLiteral(" · ") + detail;
}

void addOperations(QTreeWidgetItem* parent, const Json& operations, const QString& pointer)
{
    for (std::size_t i = 0; i < operations.size(); ++i) {
        auto* item = new QTreeWidgetItem(parent, {operationText(operations[i])});
        const QString own = pointer + QStringLiteral("/%1").arg(i);
        item->setData(0, placeRole, own);
        if (operations[i].contains("repeat"))
            addOperations(item, operations[i]["repeat"].value("operations", Json::array()),
                          own + QStringLiteral("/repeat/operations"));
    }
}

QToolButton* toolButton(const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

/// "kernel", "copy", …, with values that are valid as they stand.
Json newOperation(const std::string& kind)
{
    if (kind == "kernel")
        return {{"kernel", {{"kernel", "spin"}, {"parameters", {{"ns", 100000}, {"blocks", 16}}}}}};
    if (kind == "copy")
        return {{"copy", {{"from", "host"}, {"to", "device"}, {"bytes", 4194304}}}};
    if (kind == "memset")
        return {{"memset", {{"bytes", 4194304}}}};
    if (kind == "record" || kind == "wait")
        return {{kind, {{"event", "event"}}}};
    if (kind == "sync")
        return {{"sync", {{"scope", "device"}}}};
    return {{kind, {{"ns", 50000}}}};
}

/// "a, b" as a list of names.
Json namesIn(const QString& typed)
{
    Json names = Json::array();
    for (const QString& name : typed.split(QLatin1Char(','), Qt::SkipEmptyParts))
        names.push_back(name.trimmed().toStdString());
    return names;
}

void setMember(Json& object, const QString& key, Json value)
{
    if (value.is_null() || (value.is_structured() && value.empty()))
        object.erase(key.toStdString());
    else
        object[key.toStdString()] = std::move(value);
}

/// The number of the branch or operation that a place ends in, and the place of its list.
std::pair<QString, int> splitPlace(const QString& place)
{
    const int slash = int(place.lastIndexOf(QLatin1Char('/')));
    return {place.left(slash), place.mid(slash + 1).toInt()};
}

bool isBranch(const QString& place)
{
    return place.count(QLatin1Char('/')) == 2;
}

} // namespace

WorkEditor::WorkEditor(ExperimentDocument* document, QWidget* parent)
    : QWidget(parent), m_document(document), m_tree(new QTreeWidget(this)), m_form(new FieldForm(this)),
      m_addBranch(toolButton("addBranch", this)), m_addOperation(toolButton("addOperation", this)),
      m_remove(toolButton("removeWork", this)), m_up(toolButton("moveUp", this)), m_down(toolButton("moveDown", this)),
      m_kinds(new QMenu(this))
{
    m_tree->setObjectName(QStringLiteral("workTree"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_addOperation->setMenu(m_kinds);
    m_addOperation->setPopupMode(QToolButton::InstantPopup);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QToolButton* button : {m_addBranch, m_addOperation, m_up, m_down, m_remove})
        buttons->addWidget(button);
    buttons->addStretch(1);
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
    row->addLayout(left, 3);
    row->addWidget(area, 2);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this] { showFields(); });
    connect(m_addBranch, &QToolButton::clicked, this, [this] {
        m_form->showError(m_document->edit(tr("add a branch"),
                                           [](const auto& experiment) { return workload::addBranch(experiment); }));
        selectBranch(int(m_document->experiment().document()["branches"].size()) - 1);
    });
    connect(m_remove, &QToolButton::clicked, this, &WorkEditor::removeSelected);
    connect(m_up, &QToolButton::clicked, this, [this] { moveSelected(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveSelected(1); });
    connect(m_document, &ExperimentDocument::changed, this, &WorkEditor::rebuild);
    retranslate();
}

void WorkEditor::retranslate()
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
    set(m_addBranch, "add", tr("Branch"), tr("Add a branch"));
    set(m_addOperation, "add", tr("Operation"), tr("Add an operation after the selected one"));
    set(m_remove, "remove", {}, tr("Remove the selected branch or operation"));
    set(m_up, "up", {}, tr("Move up"));
    set(m_down, "down", {}, tr("Move down"));
    m_tree->setAccessibleName(tr("Branches and operations"));
    m_kinds->clear();
    for (const char* kind : kinds) {
        QAction* action = m_kinds->addAction(kindName(QLatin1String(kind)));
        action->setObjectName(QStringLiteral("add-") + QLatin1String(kind));
        connect(action, &QAction::triggered, this, [this, kind] { addOperation(QLatin1String(kind)); });
    }
    rebuild();
}

void WorkEditor::changeEvent(QEvent* event)
{
    // A change of palette comes while Qt walks over all widgets: none may go before it is through.
    if (event->type() == QEvent::PaletteChange)
        QMetaObject::invokeMethod(
            this, [this] { retranslate(); }, Qt::QueuedConnection);
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QString WorkEditor::selectedPlace() const
{
    return m_tree->currentItem() ? m_tree->currentItem()->data(0, placeRole).toString() : QString();
}

void WorkEditor::select(const QString& place)
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it)
        if ((*it)->data(0, placeRole).toString() == place) {
            m_tree->setCurrentItem(*it);
            m_tree->scrollToItem(*it);
            return;
        }
}

void WorkEditor::selectBranch(int branch)
{
    select(QStringLiteral("#/branches/%1").arg(branch));
}

void WorkEditor::rebuild()
{
    const QString selected = selectedPlace();
    {
        const QSignalBlocker quiet(m_tree);
        m_tree->clear();
        if (!m_document->isEmpty()) {
            const Json& branches = m_document->experiment().document()["branches"];
            for (std::size_t i = 0; i < branches.size(); ++i) {
                QString name = plain(branches[i].value("name", Json()));
                if (branches[i].contains("count"))
                    name += QStringLiteral("  ×") + plain(branches[i]["count"]);
                auto* item = new QTreeWidgetItem(m_tree, {name});
                const QString place = QStringLiteral("#/branches/%1").arg(i);
                item->setData(0, placeRole, place);
                addOperations(item, branches[i].value("operations", Json::array()),
                              place + QStringLiteral("/operations"));
                item->setExpanded(branches.size() <= 4);
            }
        }
        select(selected.isEmpty() ? QStringLiteral("#/branches/0") : selected);
    }
    showFields();
}

std::string WorkEditor::branchName(std::size_t branch) const
{
    return m_document->experiment().document()["branches"].at(branch).at("name").get<std::string>();
}

const Json& WorkEditor::body(const QString& place) const
{
    return m_document->experiment().document().at(Json::json_pointer(place.mid(1).toStdString())).begin().value();
}

void WorkEditor::addOperation(const QString& kind)
{
    const QString place = selectedPlace();
    const QStringList parts = place.split(QLatin1Char('/'));
    if (parts.size() < 3)
        return;
    const std::size_t branch = parts[2].toUInt();
    const std::size_t count = m_document->experiment().document()["branches"][branch]["operations"].size();
    const std::size_t index = parts.size() > 4 ? std::min<std::size_t>(parts[4].toUInt() + 1, count) : count;
    const Status status = m_document->edit(tr("add an operation"), [&](const auto& experiment) {
        return workload::addOperation(experiment, branchName(branch), index, newOperation(kind.toStdString()));
    });
    if (status)
        select(QStringLiteral("#/branches/%1/operations/%2").arg(branch).arg(index));
    m_form->showError(status);
}

void WorkEditor::removeSelected()
{
    const QString place = selectedPlace();
    if (place.isEmpty())
        return;
    m_form->showError(m_document->edit(
        isBranch(place) ? tr("remove a branch") : tr("remove an operation"), [&](const auto& experiment) {
            return isBranch(place)
                       ? workload::removeBranch(experiment, branchName(std::size_t(splitPlace(place).second)))
                       : workload::removeOperation(experiment, place.toStdString());
        }));
}

void WorkEditor::moveSelected(int by)
{
    const QString place = selectedPlace();
    const auto [list, index] = splitPlace(place);
    if (place.isEmpty() || isBranch(place) || index + by < 0)
        return;
    const Status status = m_document->edit(tr("move an operation"), [&, index = index](const auto& experiment) {
        return workload::moveOperation(experiment, place.toStdString(), std::size_t(index + by));
    });
    if (status)
        select(QStringLiteral("%1/%2").arg(list).arg(index + by));
    m_form->showError(status);
}

Status WorkEditor::setBody(const QString& what, const QString& place, const std::function<void(Json&)>& change)
{
    return m_document->edit(what, [&](const workload::Experiment& experiment) {
        Json operation = experiment.document().at(Json::json_pointer(place.mid(1).toStdString()));
        change(operation.begin().value());
        return workload::replaceOperation(experiment, place.toStdString(), operation);
    });
}

FieldForm::Field WorkEditor::member(const QString& label, const QString& place, const QString& key, const QString& hint)
{
    FieldForm::Field field{label, key, plain(body(place).value(key.toStdString(), Json())), hint, {}, {}, {}};
    field.commit = [this, label, place, key](const QString& value) {
        return setBody(label, place, [&](Json& object) { setMember(object, key, numberOrText(value)); });
    };
    return field;
}

FieldForm::Field WorkEditor::list(const QString& label, const QString& place, const QString& key, const QString& hint)
{
    QStringList names;
    for (const Json& name : body(place).value(key.toStdString(), Json::array()))
        names += plain(name);
    FieldForm::Field field{label, key, names.join(QStringLiteral(", ")), hint, {}, {}, {}};
    field.commit = [this, label, place, key](const QString& value) {
        return setBody(label, place, [&](Json& object) { setMember(object, key, namesIn(value)); });
    };
    return field;
}

FieldForm::Field WorkEditor::choice(const QString& label, const QString& place, const QString& key,
                                    const QStringList& values)
{
    FieldForm::Field field = member(label, place, key);
    field.choices = field.choiceValues = values;
    return field;
}

std::vector<FieldForm::Field> WorkEditor::branchFields(std::size_t branch)
{
    const Json& json = m_document->experiment().document()["branches"].at(branch);
    QStringList after;
    for (const Json& name : json.value("after", Json::array()))
        after += plain(name);
    const auto field = [&](const QString& label, const char* key, const QString& value, const QString& hint,
                           auto toJson) {
        FieldForm::Field made{label, QLatin1String(key), value, hint, {}, {}, {}};
        made.commit = [this, branch, label, key, toJson](const QString& typed) {
            return m_document->edit(label, [&](const auto& experiment) {
                return workload::setBranchField(experiment, branchName(branch), key, toJson(typed));
            });
        };
        return made;
    };
    FieldForm::Field name{tr("Name"), QStringLiteral("name"), text(branchName(branch)), {}, {}, {}, {}};
    name.commit = [this, branch](const QString& value) {
        return m_document->edit(tr("rename a branch"), [&](const auto& experiment) {
            return workload::renameBranch(experiment, branchName(branch), value.toStdString());
        });
    };
    return {name, field(tr("Copies"), "count", plain(json.value("count", Json())), QStringLiteral("1"), numberOrText),
            field(tr("After"), "after", after.join(QStringLiteral(", ")), tr("nothing"), [](const QString& typed) {
                const Json names = namesIn(typed);
                return names.empty() ? Json() : names;
            })};
}

std::vector<FieldForm::Field> WorkEditor::kernelFields(const QString& place)
{
    QStringList names;
    for (const workload::KernelInfo& kernel : workload::kernelCatalogue())
        names += text(kernel.name);
    FieldForm::Field kernelField = choice(tr("Kernel"), place, QStringLiteral("kernel"), names);
    kernelField.commit = [this, place](const QString& value) {
        // Parameters and buffers are the old kernel's: the catalogue's defaults take their place.
        return setBody(tr("another kernel"), place, [&](Json& object) {
            const Json label = object.value("label", Json());
            object = {{"kernel", value.toStdString()}};
            setMember(object, QStringLiteral("label"), label);
        });
    };
    std::vector<FieldForm::Field> fields = {kernelField};
    const auto* kernel = workload::findKernel(body(place).value("kernel", std::string()));
    const Json values = body(place).value("parameters", Json::object());
    for (std::size_t i = 0; kernel && i < kernel->parameters.size(); ++i) {
        const workload::KernelParameter& parameter = kernel->parameters[i];
        const QString name = text(parameter.name);
        FieldForm::Field field{
            name, name, plain(values.value(parameter.name, Json())), QString::number(parameter.defaultValue), {},
            {},   {}};
        field.commit = [this, place, name](const QString& value) {
            return setBody(name, place, [&](Json& object) {
                Json parameters = object.value("parameters", Json::object());
                setMember(parameters, name, numberOrText(value));
                setMember(object, QStringLiteral("parameters"), parameters);
            });
        };
        fields.push_back(field);
    }
    fields.push_back(list(tr("Reads"), place, QStringLiteral("reads"), tr("buffers of its own")));
    fields.push_back(list(tr("Writes"), place, QStringLiteral("writes"), tr("buffers of its own")));
    return fields;
}

std::vector<FieldForm::Field> WorkEditor::operationFields(const QString& place)
{
    const QString kind =
        text(m_document->experiment().document().at(Json::json_pointer(place.mid(1).toStdString())).begin().key());
    const auto is = [&kind](std::initializer_list<const char*> some) {
        return std::any_of(some.begin(), some.end(), [&](const char* one) { return kind == QLatin1String(one); });
    };
    std::vector<FieldForm::Field> fields;
    if (is({"repeat"}))
        return {member(tr("Count"), place, QStringLiteral("count"))};
    if (is({"kernel"}))
        fields = kernelFields(place);
    if (is({"copy"})) {
        fields.push_back(choice(tr("From"), place, QStringLiteral("from"), {"host", "device"}));
        fields.push_back(choice(tr("To"), place, QStringLiteral("to"), {"host", "device"}));
    }
    if (is({"host", "cpu"}))
        fields.push_back(member(tr("Time, ns"), place, QStringLiteral("ns")));
    if (is({"sync"}))
        fields.push_back(choice(tr("Waits for"), place, QStringLiteral("scope"), {"stream", "device", "event"}));
    if (is({"record", "wait", "sync"}))
        fields.push_back(member(tr("Event"), place, QStringLiteral("event")));
    if (is({"alloc", "free"}))
        fields.push_back(choice(tr("How"), place, QStringLiteral("how"), {"sync", "async", "pinned"}));
    if (is({"copy", "memset", "alloc", "free"}))
        fields.push_back(member(tr("Buffer"), place, QStringLiteral("buffer"), tr("one of its own")));
    if (is({"copy", "memset"}))
        fields.push_back(member(tr("Bytes"), place, QStringLiteral("bytes"), tr("the whole buffer")));
    fields.push_back(member(tr("Label"), place, QStringLiteral("label")));
    return fields;
}

void WorkEditor::showFields()
{
    const QString place = m_document->isEmpty() ? QString() : selectedPlace();
    const bool any = !place.isEmpty();
    for (QToolButton* button : {m_addOperation, m_remove})
        button->setEnabled(any);
    for (QToolButton* button : {m_up, m_down})
        button->setEnabled(any && !isBranch(place));
    m_form->setFields(!any              ? std::vector<FieldForm::Field>()
                      : isBranch(place) ? branchFields(std::size_t(splitPlace(place).second))
                                        : operationFields(place));
}

} // namespace streamscope::ui
