// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/parameter_panel.h"

#include "language/language.h"
#include "theme/elided_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

namespace streamscope::ui {

namespace {
/// Fine enough for every pixel of a wide panel.
constexpr int steps = 400;
} // namespace

ParameterSlider::ParameterSlider(const workload::Parameter& parameter, QWidget* parent)
    : QWidget(parent), m_label(new ElidedLabel({}, this)), m_value(new QLabel(this)),
      m_slider(new QSlider(Qt::Horizontal, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto* head = new QHBoxLayout;
    head->addWidget(m_label, 1);
    head->addWidget(m_value);
    column->addLayout(head);
    column->addWidget(m_slider);
    m_value->setProperty("role", QStringLiteral("muted"));
    m_value->installEventFilter(this);
    m_slider->setRange(0, steps);
    m_slider->setPageStep(steps / 20);
    setParameter(parameter);
    connect(m_slider, &QSlider::valueChanged, this, [this](int step) {
        m_parameter.value = valueAt(step);
        showValue();
        if (m_slider->isSliderDown())
            emit moved(m_parameter.value);
        else
            emit settled(m_parameter.value); // keys, wheel and clicks beside the handle
    });
    connect(m_slider, &QSlider::sliderReleased, this, [this] { emit settled(m_parameter.value); });
}

void ParameterSlider::setParameter(const workload::Parameter& parameter)
{
    m_parameter = parameter;
    const QSignalBlocker quiet(m_slider);
    if (!m_slider->isSliderDown())
        m_slider->setValue(stepOf(parameter.value));
    const QString label = text(parameter.label.empty() ? parameter.name : parameter.label);
    m_label->setWholeText(label);
    m_slider->setObjectName(QStringLiteral("parameter-") + text(parameter.name));
    m_slider->setAccessibleName(label);
    m_value->setToolTip(tr("Double-click to type a value"));
    showValue();
}

double ParameterSlider::valueAt(int step) const
{
    const double share = double(step) / steps, low = m_parameter.minimum, high = m_parameter.maximum;
    if (step <= 0 || step >= steps)
        return step <= 0 ? low : high;
    double value = low + share * (high - low);
    if (m_parameter.logarithmic && low > 0) {
        value = low * std::pow(high / low, share);
        // A range that begins with a power of two has a step for each of them.
        const double octave = std::round(std::log2(value)), stepOctaves = std::log2(high / low) / steps;
        if (std::log2(low) == std::round(std::log2(low)) && std::abs(std::log2(value) - octave) <= stepOctaves / 2)
            return std::exp2(octave);
    }
    if (high - low < 2)
        return value;
    // Round values are easier to compare: three significant digits, and whole.
    const double digit = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(1.0, std::abs(value)))) - 2));
    return std::clamp(std::round(value / digit) * digit, low, high);
}

int ParameterSlider::stepOf(double value) const
{
    const double low = m_parameter.minimum, high = m_parameter.maximum;
    if (high <= low)
        return 0;
    const double share = m_parameter.logarithmic && low > 0 ? std::log(value / low) / std::log(high / low)
                                                            : (value - low) / (high - low);
    return int(std::lround(std::clamp(share, 0.0, 1.0) * steps));
}

QString ParameterSlider::valueText(double value, const std::string& unit)
{
    if (unit == "ns")
        return duration(Ns(std::llround(value)));
    const QString number = QLocale::c().toString(value, 'g', 10);
    return unit.empty() ? number : number + QLatin1Char(' ') + text(unit);
}

void ParameterSlider::showValue()
{
    // "Samples 512 samples" would say it twice.
    m_value->setText(
        valueText(m_parameter.value, m_parameter.unit == m_parameter.name ? std::string() : m_parameter.unit));
}

bool ParameterSlider::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_value && event->type() == QEvent::MouseButtonDblClick)
        typeValue();
    return QWidget::eventFilter(watched, event);
}

/// A field in the place of the value; Enter takes it, Escape or leaving drops it.
void ParameterSlider::typeValue()
{
    auto* field = new QLineEdit(QLocale::c().toString(m_parameter.value, 'g', 12), this);
    field->setObjectName(QStringLiteral("parameterField"));
    const QRect place = m_value->geometry();
    const int width = std::max(place.width(), 80);
    field->setGeometry(place.right() - width + 1, place.top() - 4, width, place.height() + 8);
    field->selectAll();
    field->show();
    field->setFocus();
    connect(field, &QLineEdit::returnPressed, this, [this, field] {
        bool ok = false;
        const double value = QLocale::c().toDouble(field->text(), &ok);
        if (ok) {
            m_parameter.value = std::clamp(value, m_parameter.minimum, m_parameter.maximum);
            const QSignalBlocker quiet(m_slider);
            m_slider->setValue(stepOf(m_parameter.value));
            showValue();
            emit settled(m_parameter.value);
        }
        field->deleteLater();
    });
    connect(field, &QLineEdit::editingFinished, field, &QObject::deleteLater);
}

ParameterPanel::ParameterPanel(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(4, 0, 4, 0);
    m_column->setSpacing(12);
}

ParameterSlider* ParameterPanel::slider(const std::string& name) const
{
    for (ParameterSlider* slider : m_sliders)
        if (slider->parameter().name == name)
            return slider;
    return nullptr;
}

void ParameterPanel::setParameters(const std::vector<workload::Parameter>& parameters)
{
    const bool same = std::equal(
        parameters.begin(), parameters.end(), m_sliders.begin(), m_sliders.end(),
        [](const workload::Parameter& p, const ParameterSlider* s) { return p.name == s->parameter().name; });
    if (same) {
        for (std::size_t i = 0; i < parameters.size(); ++i)
            if (!m_sliders[i]->slider()->isSliderDown())
                m_sliders[i]->setParameter(parameters[i]);
        return;
    }
    for (ParameterSlider* slider : m_sliders)
        slider->deleteLater();
    m_sliders.clear();
    for (const workload::Parameter& parameter : parameters) {
        auto* slider = new ParameterSlider(parameter, this);
        connect(slider, &ParameterSlider::moved, this,
                [this, slider](double v) { emit valueChanged(slider->parameter().name, v, false); });
        connect(slider, &ParameterSlider::settled, this,
                [this, slider](double v) { emit valueChanged(slider->parameter().name, v, true); });
        m_column->addWidget(slider);
        slider->show();
        m_sliders.push_back(slider);
    }
}

} // namespace streamscope::ui
