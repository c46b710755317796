// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/top_bar.h"

#include "app/actions.h"
#include "icons/icon.h"
#include "language/language.h"
#include "theme/menu_button.h"
#include "theme/theme.h"
#include "workload/experiment.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QStandardItemModel>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <utility>

namespace streamscope::ui {

namespace {

constexpr int shortestSeconds = 1, longestSeconds = 30;

QWidget* spacer(QWidget* parent, bool expanding, int width = 0)
{
    auto* made = new QWidget(parent);
    made->setSizePolicy(expanding ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Preferred);
    made->setMinimumWidth(width);
    return made;
}

/// "NVIDIA H200 · simulated": where the numbers will come from is part of the choice.
QString deviceText(const session::DeviceEntry& entry)
{
    const QString name = text(entry.name);
    switch (entry.target.kind) {
    case session::Target::Kind::simulator:
        return TopBar::tr("%1 · simulated").arg(name);
    case session::Target::Kind::cuda:
        return name.isEmpty() ? sentence(entry.note) : name; // why there is none
    case session::Target::Kind::replay:
        break;
    }
    // Several recordings of one device differ by what was recorded: the file's name says it.
    const QString file = QFileInfo(QString::fromStdString(entry.target.file)).fileName();
    return name.isEmpty() ? TopBar::tr("Recorded: %1").arg(file)
                          : TopBar::tr("%1 · recorded").arg(name) + QStringLiteral(" · ") + file;
}

/// What the list has a heading for. Choosing a recording opens the experiment that it is of: the heading says which.
QString groupText(const session::DeviceEntry& entry)
{
    switch (entry.target.kind) {
    case session::Target::Kind::cuda:
        return TopBar::tr("GPUs");
    case session::Target::Kind::simulator:
        return TopBar::tr("Models of GPUs");
    case session::Target::Kind::replay:
        break;
    }
    if (entry.note.id != "session.recording-of" || entry.note.arguments.empty())
        return TopBar::tr("Recordings");
    const auto experiment = workload::Experiment::find(entry.note.arguments.front());
    return TopBar::tr("Recordings of “%1”")
        .arg(text(experiment ? experiment->title(language()) : entry.note.arguments.front()));
}

/// Where the whole does not fit it goes without its maker, then the name gets dots: where numbers come from stays.
class DeviceBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

    /// That shows the whole of what is chosen.
    int wholeWidth() const
    {
        QStyleOptionComboBox option;
        initStyleOption(&option);
        return width() - fieldWidth(option) + fontMetrics().horizontalAdvance(currentText()) + 2 * inset;
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        option.currentText = fitted(option.currentText, fieldWidth(option) - 2 * inset);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }

private:
    static constexpr int inset = 2; ///< that styles leave at both sides of the text

    QString fitted(QString text, int width) const
    {
        if (fontMetrics().horizontalAdvance(text) <= width)
            return text;
        if (const QLatin1String maker("NVIDIA "); text.startsWith(maker))
            text.remove(0, maker.size());
        const qsizetype end = text.indexOf(QStringLiteral(" · "));
        const QString rest = end < 0 ? QString() : text.mid(end);
        const int room = width - fontMetrics().horizontalAdvance(rest);
        if (room > fontMetrics().averageCharWidth() * 4)
            return fontMetrics().elidedText(text.chopped(rest.size()), Qt::ElideRight, room) + rest;
        return fontMetrics().elidedText(text, Qt::ElideRight, width);
    }
    int fieldWidth(const QStyleOptionComboBox& option) const
    {
        return style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
    }
};

void addHeading(QComboBox& box, const QString& heading)
{
    box.addItem(heading);
    auto* model = qobject_cast<QStandardItemModel*>(box.model());
    if (!model)
        return;
    QStandardItem* item = model->item(box.count() - 1);
    QFont font = box.font();
    font.setWeight(QFont::DemiBold);
    item->setFont(font);
    item->setFlags(Qt::NoItemFlags);
}

} // namespace

TopBar::TopBar(Actions& actions, QMenu* menu, QMenu* experiments, QWidget* parent)
    : QToolBar(parent), m_menu(new QToolButton(this)), m_devices(new DeviceBox(this)), m_playsIn(new QLabel(this)),
      m_seconds(new QSlider(Qt::Horizontal, this)), m_secondsText(new QLabel(this)), m_title(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    m_menu->setDefaultAction(actions.openMenu);
    setInstantMenu(m_menu, menu);
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setProperty("bare", true);
    setInstantMenu(m_title, experiments);
    m_title->setObjectName(QStringLiteral("experimentButton"));
    m_title->setProperty("bare", true);
    m_title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_devices->setObjectName(QStringLiteral("deviceBox"));
    m_devices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_seconds->setObjectName(QStringLiteral("playSeconds"));
    m_seconds->setRange(shortestSeconds, longestSeconds);
    m_seconds->setFixedWidth(110);
    m_playsIn->setProperty("role", QStringLiteral("muted"));
    m_secondsText->setProperty("role", QStringLiteral("muted"));

    const auto button = [this](QAction* action) {
        auto* made = new QToolButton(this);
        made->setDefaultAction(action);
        made->setObjectName(action->objectName() + QStringLiteral("Button"));
        addWidget(made);
        return made;
    };
    addWidget(m_menu);
    addWidget(m_devices);
    auto* run = button(actions.run);
    run->setProperty("primary", true);
    run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button(actions.loop);
    m_loop = this->actions().constLast();
    button(actions.stop);
    for (QWidget* part : {spacer(this, false, 10), static_cast<QWidget*>(m_playsIn), static_cast<QWidget*>(m_seconds),
                          static_cast<QWidget*>(m_secondsText), spacer(this, false, 10)})
        m_slowMotion += addWidget(part);
    button(actions.stepBack);
    m_steps += this->actions().constLast();
    button(actions.play);
    button(actions.stepForward);
    m_steps += this->actions().constLast();
    addWidget(spacer(this, true));
    addWidget(m_title);

    connect(m_devices, &QComboBox::activated, this, [this](int row) {
        if (const QVariant entry = m_devices->itemData(row); entry.isValid()) {
            m_current = m_entries[entry.toUInt()].target;
            emit deviceChosen(m_current);
        }
    });
    connect(m_seconds, &QSlider::valueChanged, this, [this](int seconds) {
        showSeconds();
        emit playSecondsChanged(seconds);
    });
    retranslate();
}

void TopBar::setDevices(const std::vector<session::DeviceEntry>& devices, const session::Target& current)
{
    m_entries = devices;
    m_current = current;
    fillDevices();
}

bool TopBar::isCurrent(const session::DeviceEntry& entry) const
{
    return entry.target.text() == m_current.text() && entry.target.via == m_current.via;
}

void TopBar::fillDevices()
{
    if (std::none_of(m_entries.begin(), m_entries.end(), [this](const auto& entry) { return isCurrent(entry); })) {
        session::DeviceEntry own;
        own.target = m_current;
        if (m_current.kind != session::Target::Kind::replay) // whose device nobody has told yet
            own.name = m_current.text();
        m_entries.push_back(own);
    }
    const QSignalBlocker quiet(m_devices);
    m_devices->clear();
    QStringList groups; // in the order of the entries
    for (const session::DeviceEntry& entry : m_entries)
        groups << groupText(entry);
    QStringList headings = groups;
    headings.removeDuplicates();
    for (const QString& heading : headings) {
        if (headings.size() > 1)
            addHeading(*m_devices, heading);
        for (qsizetype i = 0; i < groups.size(); ++i)
            if (groups[i] == heading)
                addDevice(std::size_t(i));
    }
}

void TopBar::addDevice(std::size_t index)
{
    const session::DeviceEntry& entry = m_entries[index];
    m_devices->addItem(deviceText(entry), QVariant::fromValue(uint(index)));
    const int row = m_devices->count() - 1;
    const QString note = entry.note.id.empty() ? QString() : sentence(entry.note);
    m_devices->setItemData(row, note, Qt::ToolTipRole);
    if (!entry.available)
        if (auto* model = qobject_cast<QStandardItemModel*>(m_devices->model()))
            model->item(row)->setEnabled(false);
    if (isCurrent(entry)) {
        m_devices->setCurrentIndex(row);
        m_devices->setToolTip(note);
    }
}

void TopBar::setTitle(const QString& title)
{
    m_titleText = title;
    fit();
}

/// What counts least is shortened or left out first where the window is narrow.
void TopBar::fit()
{
    constexpr double iconShare = 0.85; // of the type's height
    const int icon = int(std::lround(fontMetrics().height() * iconShare));
    setIconSize(QSize(icon, icon));
    struct Fit
    {
        int titleCharacters, deviceCharacters;
        bool slowMotion, steps, loop;
    };
    constexpr Fit fits[] = {{46, 44, true, true, true},    {30, 36, true, true, true},   {20, 28, true, true, true},
                            {24, 30, false, true, true},   {16, 30, false, false, true}, {10, 28, false, false, true},
                            {10, 20, false, false, false}, {8, 14, false, false, false}};
    const auto showTitle = [this](int room) { // returns what it takes of it
        const QString title =
            fontMetrics().elidedText(m_titleText.isEmpty() ? tr("Experiment") : m_titleText, Qt::ElideMiddle, room);
        m_title->setText(title + QStringLiteral("  ▾"));
        return fontMetrics().horizontalAdvance(title);
    };
    const int character = fontMetrics().averageCharWidth();
    int taken = 0;
    for (const Fit& fit : fits) {
        taken = showTitle(character * fit.titleCharacters);
        m_devices->setFixedWidth(character * fit.deviceCharacters);
        for (QAction* part : std::as_const(m_slowMotion))
            part->setVisible(fit.slowMotion);
        for (QAction* part : std::as_const(m_steps))
            part->setVisible(fit.steps);
        m_loop->setVisible(fit.loop);
        if (sizeHint().width() <= width())
            break;
    }
    const int spare = std::max(0, width() - sizeHint().width());
    const int wanted = std::max(0, static_cast<DeviceBox*>(m_devices)->wholeWidth() - m_devices->width());
    m_devices->setFixedWidth(m_devices->width() + std::min(spare, wanted));
    showTitle(taken + spare - std::min(spare, wanted));
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QToolBar::resizeEvent(event);
    fit();
}

void TopBar::offerPanels(QAction* left, QAction* right)
{
    insertAction(actions().value(1), addPanelButton(left, "panel-left"));
    addPanelButton(right, "panel-right");
}

/// There while the panel is folded away.
QAction* TopBar::addPanelButton(QAction* panel, const char* icon)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(icon));
    button->setProperty("bare", true);
    m_panels += button;
    QAction* place = addWidget(button);
    const auto follow = [this, button, panel, place] {
        button->setToolTip(tr("Show “%1”").arg(panel->text()));
        button->setAccessibleName(button->toolTip());
        place->setVisible(!panel->isChecked());
        fit();
    };
    connect(panel, &QAction::changed, button, follow);
    connect(button, &QToolButton::clicked, panel, &QAction::trigger);
    follow();
    return place;
}

void TopBar::setIcons(const Theme& theme)
{
    for (QToolButton* button : std::as_const(m_panels))
        button->setIcon(icon(qPrintable(button->objectName()), theme.text));
}

void TopBar::setPlaySeconds(int seconds)
{
    const QSignalBlocker quiet(m_seconds);
    m_seconds->setValue(seconds);
    showSeconds();
}

void TopBar::showSeconds()
{
    m_secondsText->setText(tr("%1 s").arg(m_seconds->value()));
    m_secondsText->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 s").arg(longestSeconds)));
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void TopBar::retranslate()
{
    setWindowTitle(tr("Tool bar"));
    m_menu->setAccessibleName(tr("Menu"));
    m_devices->setAccessibleName(tr("Device"));
    m_title->setToolTip(tr("Choose an experiment or a recording"));
    m_title->setAccessibleName(tr("Experiment"));
    m_playsIn->setText(tr("plays in"));
    m_seconds->setAccessibleName(tr("Length of slow motion in seconds"));
    m_seconds->setToolTip(tr("How long slow motion takes"));
    showSeconds();
    fillDevices();
}

} // namespace streamscope::ui
